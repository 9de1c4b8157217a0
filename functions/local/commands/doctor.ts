import { relative } from 'node:path';
import { type Commit, readRecords } from '../../../lib/lake/batch/records';
import { readLedger } from '../../../lib/lake/ledger';
import { openLake } from '../../../lib/targets/local/duckdb';
import { EXIT } from '../errors';
import { awsChecks } from '../first-event/checks';
import { planText } from '../first-event/plan';
import type { PlanContext } from '../first-event/step';
import { type LakeOptions, openLocalLake } from '../lake';
import { configFile, loadPlatform, type PlatformOptions } from '../platform';
import { loadRuntime, type RuntimeOptions } from '../runtime';

interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly detail: string;
}

/**
 * `kumomori doctor`: what this machine, the configuration and the lake need, and what to do where something lacks; then
 * the page from an empty AWS organization to the first event. Asks no cloud.
 */
export async function doctor(options: LakeOptions & RuntimeOptions): Promise<void> {
  const aws = await planContext(options);
  const checks: Record<string, () => string | Promise<string>> = {
    node: async () => needNode(process.versions.node),
    'configuration, rules and reference data': async () => describeRuntime(options),
    'query engine': async () => describeEngine(),
    lake: async () => describeLake(options.lake),
    ...(aws && awsChecks(aws.platform, aws.aws)),
  };
  const findings: Finding[] = [];
  for (const [check, run] of Object.entries(checks)) {
    findings.push(await carryOut(check, run));
  }
  if (options.json) {
    process.stdout.write(`${JSON.stringify(findings)}\n`);
  } else {
    process.stdout.write(
      findings.map(({ check, ok, detail }) => `${ok ? 'ok  ' : 'FAIL'} ${check}: ${detail}\n`).join(''),
    );
    process.stdout.write(aws ? `\n${planText(aws)}` : '');
  }
  if (findings.some(({ ok }) => !ok)) {
    process.exitCode = EXIT.failed;
  }
}

async function carryOut(check: string, run: () => string | Promise<string>): Promise<Finding> {
  try {
    return { check, ok: true, detail: await run() };
  } catch (error) {
    return { check, ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

/** What the plan for AWS is made from; none without AWS, or without a configuration, which a check of its own reports. */
async function planContext(options: PlatformOptions): Promise<PlanContext | undefined> {
  const loaded = await loadPlatform(options).catch(() => undefined);
  const aws = loaded?.platform.aws;
  return loaded && aws
    ? { platform: loaded.platform, aws, configFile: relative('', configFile(options.config)) }
    : undefined;
}

function needNode(version: string): string {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 9)) {
    throw new Error(`Node ${version} is too old; install Node 20.9 or later`);
  }
  return version;
}

async function describeRuntime(options: RuntimeOptions): Promise<string> {
  const { platform, sources, versions } = await loadRuntime(options);
  return `${platform.name}, ${sources.length} sources, rules ${versions.rules}, reference data ${versions.reference}`;
}

async function describeEngine(): Promise<string> {
  const lake = await openLake('');
  try {
    const { rows } = await lake.query('SELECT version()');
    return `DuckDB ${rows[0]?.[0]}`;
  } finally {
    lake.close();
  }
}

async function describeLake(folder: string): Promise<string> {
  const store = await openLocalLake(folder, true);
  const { total, rows, balanced } = await readLedger(readRecords<Commit>(store, 'state/commits/'));
  if (!balanced) {
    throw new Error(`${folder}: the ledger does not balance; run \`kumomori ledger --lake ${folder}\``);
  }
  return `${folder}: ${total.received} records received, ${rows} rows, the ledger balances`;
}
