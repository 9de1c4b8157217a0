import type { Command } from 'commander';

const WHO = `
With the credentials of your own: the permission set NAME-responders, or the role NAME-responders taken by an IAM user
below the path /NAME-responders/ with a second factor. What you ask is signed with them; they go nowhere.`;

/** Registers `kumomori approve` and `kumomori request-approval`. */
export function addApproveCommands(program: Command, json: readonly [string, string]): void {
  program
    .command('approve <approval>')
    .description('approve a response on AWS that somebody else requested, or deny it')
    .requiredOption('--reason <text>', 'why')
    .option('--deny', 'deny it')
    .option(...json)
    .addHelpText('after', WHO)
    .action(async (approval, _, command) =>
      (await import('./approve')).approve(approval, command.optsWithGlobals()),
    );
  program
    .command('request-approval')
    .description('ask the responders on AWS to approve a response')
    .requiredOption('--alert <id>', 'the alert it answers')
    .requiredOption('--action <text>', 'what is to be done')
    .requiredOption('--target <text>', 'to what')
    .requiredOption('--reason <text>', 'why')
    .option('--minutes <count>', 'denied unless somebody decides within so many: 2 to 1440', '60')
    .option(...json)
    .addHelpText('after', WHO)
    .action(async (_, command) => (await import('./approve')).requestApproval(command.optsWithGlobals()));
}
