import { Command, CommanderError } from 'commander';
import { addAlertsCommands } from './commands/alerts-program';
import { addApproveCommands } from './commands/approve-program';
import { addCostCommand } from './commands/cost-program';
import { addReplayCommand } from './commands/replay-program';
import { addRestoreCommand } from './commands/restore-program';
import { addRulesCommands } from './commands/rules-program';
import { addVerifyTrailCommand } from './commands/verify-trail-program';
import { EXIT, UsageError } from './errors';
import { release } from './release';
import { printable } from './terminal';

const LAKE = ['--lake <dir>', 'folder of the lake', 'lake'] as const;
const SOURCE = ['--source <id>', 'log source, or auto to recognise each record', 'auto'] as const;
const JSON_OUT = ['--json', 'machine-readable output'] as const;
const TOKEN_KEY = [
  '--token-key <file>',
  'file with the key for tokenised fields (at least 32 bytes)',
] as const;

/** Commands load their own code when they run, so that `kumomori --help` and small commands start at once. */
function buildProgram(): Command {
  const program = new Command('kumomori')
    .description('Multi-cloud security monitoring data lake: the same core as in the cloud, on this machine.')
    .version(release())
    .option('--config <file>', 'platform configuration (default: ./platform.yaml, else the shipped example)')
    .showSuggestionAfterError()
    .exitOverride();

  program
    .command('normalize <paths...>')
    .description('logs in, one masked OCSF event a line out (- reads standard input)')
    .option(...SOURCE)
    .option('--no-mask', 'leave personal data in clear')
    .option('--summary <file>', 'write counts as JSON')
    .option('--quarantine <file>', 'write rejected records as NDJSON')
    .option(...TOKEN_KEY)
    .action(async (paths, _, command) =>
      (await import('./commands/normalize')).normalize(paths, command.optsWithGlobals()),
    );

  program
    .command('ingest [paths...]')
    .description('logs in, partitioned Parquet and a ledger out')
    .option(...LAKE)
    .option(...SOURCE)
    .option('--rules <dir...>', 'detection rules instead of the shipped ones')
    .option(...TOKEN_KEY)
    .option(...JSON_OUT)
    .action(async (paths, _, command) =>
      (await import('./commands/ingest')).ingest(paths, command.optsWithGlobals()),
    );

  program
    .command('query [sql]')
    .description('SQL over the table security_events')
    .option('--rule <rule>', 'instead of SQL: the hits of a rule or correlation, by id, name or title')
    .option('--rules <dir...>', 'with --rule: detection rules instead of the shipped ones')
    .option('--from <time>', 'with --rule: only events from this time on')
    .option('--to <time>', 'with --rule: only events up to this time')
    .option('--target <target>', 'local, or aws: Athena, in the workgroup of a team', 'local')
    .option('--team <name>', 'with --target aws: a team of the configuration (default: its first)')
    .option(...TOKEN_KEY)
    .option(...LAKE)
    .option(...JSON_OUT)
    .option('--csv', 'comma-separated output')
    .option('--stats', 'print on standard error what was read, and on AWS its price')
    .action(async (sql, _, command) =>
      (await import('./commands/query')).query(sql, command.optsWithGlobals()),
    );

  program
    .command('detect [paths...]')
    .description('run Sigma rules over logs, without a lake')
    .option(...SOURCE)
    .option('--rules <dir...>', 'detection rules instead of the shipped ones')
    .option('--format <format>', 'matches or findings', 'findings')
    .option(...TOKEN_KEY)
    .option(...JSON_OUT)
    .action(async (paths, _, command) =>
      (await import('./commands/detect')).detect(paths, command.optsWithGlobals()),
    );

  program
    .command('ledger')
    .description('what became of every record received')
    .option(...LAKE)
    .option('--accounts', 'by AWS account instead: enrolled, silent, failed, removed or unknown')
    .option('--enrolment <file>', 'with --accounts: records of the enrolment function')
    .option(...JSON_OUT)
    .action(async (_, command) => (await import('./commands/ledger')).ledger(command.optsWithGlobals()));

  program
    .command('quarantine')
    .description('records that found no place in the lake')
    .command('list', { isDefault: true })
    .option(...LAKE)
    .option(...JSON_OUT)
    .action(async (_, command) =>
      (await import('./commands/quarantine')).listQuarantine(command.optsWithGlobals()),
    );

  program
    .command('sources')
    .description('the log sources known, and how each is collected')
    .option(...JSON_OUT)
    .action(async (_, command) =>
      (await import('./commands/sources')).listSources(command.optsWithGlobals()),
    );

  program
    .command('init [file]')
    .description('write a commented configuration; asks on a terminal, or takes flags')
    .option('--name <name>', 'name of the platform, part of every resource name')
    .option('--volume <tier>', 'startup, midsize or enterprise')
    .option('--lifecycle <kind>', 'trial or production')
    .option('--aws-organization <id>', 'AWS organization (o-…)')
    .option('--aws-account <id>', 'AWS account that holds the lake (12 digits)')
    .option('--aws-management-account <id>', 'AWS account that owns the organization (12 digits)')
    .option('--aws-region <region>', 'AWS home region')
    .option('--azure-tenant <id>', 'Microsoft Entra tenant')
    .option('--azure-management-group <id>', 'Azure management group to enrol')
    .option('--azure-subscription <id>', 'Azure subscription that holds the lake')
    .option('--azure-location <location>', 'Azure location')
    .option('--gcp-organization <id>', 'Google Cloud organization (digits)')
    .option('--gcp-project <id>', 'Google Cloud project that holds the lake')
    .option('--gcp-location <location>', 'Google Cloud location')
    .option('--force', 'replace an existing file')
    .action(async (file, _, command) =>
      (await import('./commands/init')).init(file ?? 'platform.yaml', command.opts()),
    );

  program
    .command('doctor')
    .description(
      'check this machine, the configuration, the rules and the lake; then the way to the first AWS event',
    )
    .option(...LAKE)
    .option(...JSON_OUT)
    .action(async (_, command) => (await import('./commands/doctor')).doctor(command.optsWithGlobals()));

  program
    .command('guardrails [id]')
    .description(
      'AWS policies as JSON: all, or scp, rcp, deployment-boundary, member-boundary, bucket-policy',
    )
    .action(async (id, _, command) =>
      (await import('./commands/guardrails')).printGuardrails(id, command.optsWithGlobals()),
    );

  const config = program.command('config').description('the platform configuration');
  config
    .command('validate [file]')
    .description('report every problem with its line')
    .action(async (file, _, command) =>
      (await import('./commands/config')).validateConfig(file, command.optsWithGlobals()),
    );
  config
    .command('schema')
    .description('JSON Schema for editors')
    .action(async () => (await import('./commands/config')).printSchema());

  program
    .command('validate-ocsf <file>')
    .description('check OCSF events (NDJSON, an array or one object; - reads standard input)')
    .option(...JSON_OUT)
    .action(async (file, _, command) =>
      (await import('./commands/validate-ocsf')).validateOcsf(file, command.optsWithGlobals()),
    );

  addRulesCommands(program);
  addAlertsCommands(program, LAKE, JSON_OUT);
  addApproveCommands(program, JSON_OUT);
  addCostCommand(program, { lake: LAKE, json: JSON_OUT });
  addReplayCommand(program, { lake: LAKE, json: JSON_OUT, tokenKey: TOKEN_KEY });
  addRestoreCommand(program, JSON_OUT);
  addVerifyTrailCommand(program, JSON_OUT);
  return program;
}

/** A reader that stops early (`| head`) is no failure. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.clean : EXIT.failed);
});

buildProgram()
  .parseAsync()
  .catch((error: unknown) => {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT.clean : EXIT.usage;
      return;
    }
    const usage = error instanceof UsageError;
    const message = error instanceof Error ? error.message : String(error);
    for (const line of message.split('\n')) {
      process.stderr.write(`kumomori: ${printable(line)}\n`);
    }
    process.exitCode = usage ? EXIT.usage : EXIT.failed;
  });
