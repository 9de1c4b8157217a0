import { type Commit, readRecords } from '../../../lib/lake/batch/records';
import { readLedger } from '../../../lib/lake/ledger';
import { openLake } from '../../../lib/targets/local/duckdb';
import { EXIT } from '../errors';
import { type LakeOptions, openLocalLake } from '../lake';
import { loadRuntime, type RuntimeOptions } from '../runtime';

interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** `kumomori doctor`: what this machine, the configuration and the lake need, and what to do where something lacks. */
export async function doctor(options: LakeOptions & RuntimeOptions): Promise<void> {
  const checks: Record<string, () => Promise<string>> = {
    node: async () => needNode(process.versions.node),
    'configuration, rules and reference data': async () => describeRuntime(options),
    'query engine': async () => describeEngine(),
    lake: async () => describeLake(options.lake),
  };
  const findings: Finding[] = [];
  for (const [check, run] of Object.entries(checks)) {
    findings.push(
      await run().then(
        (detail) => ({ check, ok: true, detail }),
        (error: unknown) => ({
          check,
          ok: false,
          detail: error instanceof Error ? error.message : String(error),
        }),
      ),
    );
  }
  if (options.json) {
    process.stdout.write(`${JSON.stringify(findings)}\n`);
  } else {
    process.stdout.write(
      findings.map(({ check, ok, detail }) => `${ok ? 'ok  ' : 'FAIL'} ${check}: ${detail}\n`).join(''),
    );
  }
  if (findings.some(({ ok }) => !ok)) {
    process.exitCode = EXIT.failed;
  }
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
