import { type Command, Option } from 'commander';

const JSON_OUT = ['--json', 'machine-readable output'] as const;
const KEY = ['--key <file>', 'Ed25519 key (PEM): private to publish, public to verify'] as const;

/** Registers `kumomori rules …`. Without folders, the shipped rules and those the configuration adds are meant. */
export function addRulesCommands(program: Command): void {
  const rules = program.command('rules').description('detection rules: test, lint, write, measure, publish');
  addAuthorCommands(rules);
  addMeasureCommands(rules);
  addPublishCommands(rules);
}

function addPublishCommands(rules: Command): void {
  rules
    .command('publish [dirs...]')
    .description('sign rules and reference data as one version: in a folder, or in force without a deploy')
    .option('--out <dir>', 'folder the bundle’s own folder is made in')
    .addOption(target('put it in force in this cloud, as detections.bundle allows'))
    .requiredOption(...KEY)
    .option('--reference <file...>', 'reference data instead of what the configuration names')
    .action(async (dirs, _, command) =>
      (await import('./rules-publish')).publishRules(dirs, command.optsWithGlobals()),
    );
  rules
    .command('rollback')
    .description('put an earlier published version in force again')
    .addOption(target('cloud to do it in').makeOptionMandatory())
    .requiredOption(...KEY)
    .option('--to <version>', 'this version (default: the one before)')
    .action(async (_, command) =>
      (await import('./rules-rollback')).rollBackRules(command.optsWithGlobals()),
    );
  rules
    .command('status')
    .description('which published version is in force, and what functions use')
    .addOption(target('cloud to ask').makeOptionMandatory())
    .option(...JSON_OUT)
    .action(async (_, command) => (await import('./rules-status')).rulesStatus(command.optsWithGlobals()));
  rules
    .command('verify <bundle>')
    .description('check a bundle’s signature and files')
    .requiredOption(...KEY)
    .action(async (bundle, _, command) =>
      (await import('./rules-verify')).verifyRules(bundle, command.optsWithGlobals()),
    );
}

function target(about: string): Option {
  return new Option('--target <cloud>', about).choices(['aws']);
}

function addAuthorCommands(rules: Command): void {
  rules
    .command('test [dirs...]')
    .description('run the inline tests of rules; exit status 1 when one fails')
    .option(...JSON_OUT)
    .action(async (dirs, _, command) =>
      (await import('./rules-test')).testRules(dirs, command.optsWithGlobals()),
    );
  rules
    .command('lint [dirs...]')
    .description('what is wrong with rules, and what their authors should know; exit status 1 on errors')
    .option('--strict', 'exit status 1 on warnings too')
    .option('--fields', 'only: rules whose fields a source can never supply')
    .option(...JSON_OUT)
    .action(async (dirs, _, command) =>
      (await import('./rules-lint')).lintRules(dirs, command.optsWithGlobals()),
    );
  rules
    .command('new [id]')
    .description('write a commented rule that loads and whose tests pass')
    .option('--title <title>', 'title of the rule (default: made of the id)')
    .option('--author <name>', 'author', 'unknown')
    .option('--out <dir>', 'folder to write it to', '.')
    .action(async (id, _, command) =>
      (await import('./rules-new')).newRuleFile(id, command.optsWithGlobals()),
    );
}

function addMeasureCommands(rules: Command): void {
  rules
    .command('coverage [dirs...]')
    .description('ATT&CK techniques that rules watch for, per source')
    .option('--format <format>', 'table, navigator (ATT&CK Navigator layer 4.5) or json', 'table')
    .action(async (dirs, _, command) =>
      (await import('./rules-coverage')).coverage(dirs, command.optsWithGlobals()),
    );
  rules
    .command('backtest')
    .description('what rules would have done over a lake: hits a day, top entities, alerts')
    .option('--lake <dir>', 'folder of the lake', 'lake')
    .option('--rules <dir...>', 'detection rules instead of the shipped ones')
    .option(...JSON_OUT)
    .action(async (_, command) => (await import('./rules-backtest')).backtest(command.optsWithGlobals()));
  rules
    .command('sql [names...]')
    .description(
      'queries of rules and correlations (by id, name or title; all without) to paste into an engine',
    )
    .option('--engine <engine>', 'duckdb, athena or trino', 'duckdb')
    .option('--source <id>', 'only for this source')
    .option('--from <time>', 'only events from this time on')
    .option('--to <time>', 'only events up to this time')
    .option('--rules <dir...>', 'detection rules instead of the shipped ones')
    .option('--token-key <file>', 'file with the key for tokenised fields (at least 32 bytes)')
    .action(async (names, _, command) =>
      (await import('./rules-sql')).printQueries(names, command.optsWithGlobals()),
    );
}
