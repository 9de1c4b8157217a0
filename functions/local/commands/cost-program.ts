import type { Command } from 'commander';

type Option = readonly [string, string, string?];

const ABOUT = `
Figures are estimates by AWS's list prices (region and date are told) and the benchmark's speed, for comparing sources and
accounts: no bill. ingest_usd is paid once, month_usd for the first month in raw and lake, retention_usd until they end.
Replays, queries, streams, keys and the platform's own logs are not in them.
  kumomori cost --by account --enrolment records.json       what each account's logs cost, with names and units
  kumomori cost --target aws --from 2024-08-01 --to 2024-09-01
  kumomori cost --target aws --estate --by unit             what AWS bills for the estate itself
--from and --to are the times raw objects were stored; a batch with objects of both sides counts its own requests for
each. With --target aws by the role NAME-operator; with --estate by NAME-cost-reader, whole months, where cost.export is
create.`;

/** Registers `kumomori cost`. */
export function addCostCommand(
  program: Command,
  { lake, json }: Readonly<Record<'lake' | 'json', Option>>,
): void {
  program
    .command('cost')
    .description('what logs cost, by source and account, estimated from the ledger')
    .option(...lake)
    .option('--by <what>', 'source, account or unit; with --estate account, unit or tag:KEY')
    .option('--from <time>', 'only raw objects stored from this time on, such as 2024-08-01')
    .option('--to <time>', 'and before this one')
    .option('--enrolment <file>', 'names and units of accounts: records of the enrolment function')
    .option('--target <target>', 'local or aws', 'local')
    .option('--estate', 'with --target aws: what AWS bills for the estate instead')
    .option(...json)
    .option('--csv', 'comma-separated output')
    .addHelpText('after', ABOUT)
    .action(async (_, command) => (await import('./cost')).cost(command.optsWithGlobals()));
}
