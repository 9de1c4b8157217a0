import type { Command } from 'commander';

type Option = readonly [string, string, string?];

const ABOUT = `
Rows are replaced, never doubled; what a rule no longer finds goes away; an alert that is known is not raised again.
--from and --to take batches that hold raw objects stored then (on this machine: when the file was last written), and:
on this machine those whose files hold events of that time; on AWS, for days wholly within, objects of the folders of
those days. A batch is made again as a whole.

With --target aws the pipeline makes them, --at-once so many, since new logs wait behind them; batches that were made
under the present release, configuration and rules before are left as they are. Objects that no batch had are ingested.
Archived objects are told of and left out. By the role NAME-operator, which cannot read raw logs.
Exit status 1 when a batch failed, was not heard of, or waits for archived objects.`;

/** Registers `kumomori replay`. */
export function addReplayCommand(
  program: Command,
  { lake, json, tokenKey }: Readonly<Record<'lake' | 'json' | 'tokenKey', Option>>,
): void {
  program
    .command('replay')
    .description('make the lake again from its raw objects, with this release, configuration and rules')
    .option(...lake)
    .option('--batch <id...>', 'only these batches')
    .option('--from <time>', 'only batches from this time on, such as 2024-08-12T00:00:00Z')
    .option('--to <time>', 'and before this one')
    .option('--source <id>', 'only batches with records of this source')
    .option('--dry-run', 'make nothing: what there is')
    .option('--target <target>', 'local or aws', 'local')
    .option('--at-once <number>', 'with --target aws: batches under way at once', '10')
    .option('--resume <replay>', 'with --target aws: go on with a replay that was interrupted')
    .option('--no-alerts', 'with --target aws: raise no alerts, forward nothing')
    .option('--rules <dir...>', 'detection rules instead of the shipped ones')
    .option(...tokenKey)
    .option(...json)
    .addHelpText('after', ABOUT)
    .action(async (_, command) => (await import('./replay')).replay(command.optsWithGlobals()));
}
