import type { Command } from 'commander';

const RECIPE = `
Mirror the bucket, keep the newest digests' signatures (sync loses S3 metadata), and list the keys of each region:
  aws s3 sync s3://BUCKET mirror --exclude '*' --include '*/CloudTrail*'
  find mirror -path '*/CloudTrail-Digest/*.json.gz' | while read -r f; do
    aws s3api head-object --bucket BUCKET --key "\${f#mirror/}" > "$f.metadata.json"; done
  aws cloudtrail list-public-keys --region REGION --start-time 2024-08-01 --end-time 2024-09-01 > keys-REGION.json
  kumomori verify-trail mirror --keys keys-*.json
A digest without metadata is proven by the digest after it; the newest of each chain needs its own.

Exit status: 0 as delivered, 1 something was modified, deleted, moved, swapped or injected, 3 nothing of that found
but not everything could be proven, 2 wrong usage.`;

/** Registers `kumomori verify-trail`. */
export function addVerifyTrailCommand(program: Command, jsonOption: readonly [string, string]): void {
  program
    .command('verify-trail <folder>')
    .description('check CloudTrail logs against AWS’s signed digests, offline, over any number of accounts')
    .requiredOption('--keys <file...>', 'public keys, as `aws cloudtrail list-public-keys` prints them')
    .option('--bucket <name>', 'bucket the folder mirrors (default: the one its digests name)')
    .option('--prefix <prefix>', 'what keys have before the names in the folder (default: nothing)')
    .option('--from <time>', 'only digests and log files from then on, such as 2024-08-12T00:00:00Z')
    .option('--to <time>', 'only those up to then; digests are expected to reach it')
    .option('--account <id...>', 'only these accounts')
    .option('--region <name...>', 'only these regions')
    .option(...jsonOption)
    .addHelpText('after', RECIPE)
    .action(async (folder, _, command) =>
      (await import('./verify-trail')).verifyTrailFolder(folder, command.optsWithGlobals()),
    );
}
