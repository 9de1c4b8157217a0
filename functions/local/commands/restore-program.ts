import type { Command } from 'commander';

const ABOUT = `
Athena leaves out what S3 holds in Glacier Flexible Retrieval or Deep Archive. This asks for copies that can be read for
--days days; done again, it asks for what is left. Bulk is cheapest (5 to 12 hours, from Deep Archive up to 48), standard
faster (3 to 5 hours, from Deep Archive up to 12).
  kumomori restore --from 2024-08-12 --to 2024-08-13 --dry-run     what it would cost
  kumomori restore --from 2024-08-12 --to 2024-08-13               ask for it
  kumomori restore --from 2024-08-12 --to 2024-08-13 --status      how far it is
--from and --to are event times; with --raw, the times raw objects were stored, as kumomori replay wants them back.
By the role NAME-operator. Exit status 1 when an object was refused.`;

/** Registers `kumomori restore`. */
export function addRestoreCommand(program: Command, jsonOption: readonly [string, string]): void {
  program
    .command('restore')
    .description('bring archived hours of the lake on AWS, or raw objects, back for some days')
    .requiredOption('--from <time>', 'from this time on, such as 2024-08-12T00:00:00Z')
    .requiredOption('--to <time>', 'and before this one')
    .option('--source <id>', 'only event categories, or raw folders, that this source writes')
    .option('--days <number>', 'days that the copies stay', '7')
    .option('--tier <tier>', 'bulk or standard', 'bulk')
    .option('--raw', 'raw objects in place of the lake')
    .option('--dry-run', 'ask for nothing: what there is and what it would cost')
    .option('--status', 'ask for nothing: how far it is')
    .option(...jsonOption)
    .addHelpText('after', ABOUT)
    .action(async (_, command) => (await import('./restore')).restore(command.optsWithGlobals()));
}
