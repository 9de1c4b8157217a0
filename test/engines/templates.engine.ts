import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PLATFORMS, templatesOf } from '../infra/policy/synthesized';
import { removeOutputs } from '../infra/support';
import { describeWith } from '../support/needs';
import { pythonWithPackages, run } from './python';
import { BASELINE } from './templates-baseline';

afterAll(removeOutputs);

/** What a linter found: its rule, and where, `<stack>/<logical id>`. */
interface Found {
  readonly rule: string;
  readonly at: string;
  readonly message: string;
}

describeWith(['python'], 'the templates, to linters that are not ours', () => {
  const used = new Set<string>();

  test.each(Object.keys(PLATFORMS))('%s: cfn-lint and Checkov find nothing that is not explained', (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'kumomori-templates-'));
    const platform = PLATFORMS[name]?.();
    try {
      for (const { stack, body } of platform ? templatesOf(platform) : []) {
        writeFileSync(join(folder, `${stack}.json`), JSON.stringify(body));
      }
      const found = [...byCfnLint(folder), ...byCheckov(folder)];

      expect(found.filter((one) => !explained(one))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('every explanation explains something', () => {
    expect(BASELINE.filter(({ rule, at }) => !used.has(`${rule} ${at}`)).map(({ rule }) => rule)).toEqual([]);
  });

  function explained({ rule, at }: Found): boolean {
    const reasons = BASELINE.filter((one) => one.rule === rule && one.at.test(at));
    for (const one of reasons) {
      used.add(`${one.rule} ${one.at}`);
    }
    return reasons.length > 0;
  }
});

function byCfnLint(folder: string): Found[] {
  const program = join(dirname(pythonWithPackages('templates')), 'cfn-lint');
  const printed = run(program, [
    '--format',
    'json',
    '--non-zero-exit-code',
    'none',
    '-t',
    join(folder, '*.json'),
  ]);
  const findings = JSON.parse(printed) as {
    Filename: string;
    Message: string;
    Rule: { Id: string };
    Location: { Path?: readonly (string | number)[] };
  }[];
  return findings.map(({ Filename, Message, Rule, Location }) => ({
    rule: Rule.Id,
    at: `${stackIn(Filename)}/${Location.Path?.[1] ?? ''}`,
    message: Message,
  }));
}

function byCheckov(folder: string): Found[] {
  const program = join(dirname(pythonWithPackages('templates')), 'checkov');
  const printed = run(program, [
    ...['-d', folder, '--framework', 'cloudformation', '--quiet', '--compact'],
    ...['--skip-download', '--soft-fail', '-o', 'json'],
  ]);
  const report = JSON.parse(printed) as { results?: { failed_checks: Checked[] } };
  return (report.results?.failed_checks ?? []).map(({ check_id, check_name, file_path, resource }) => ({
    rule: check_id,
    at: `${stackIn(file_path)}/${resource.split('.').at(-1) ?? ''}`,
    message: check_name,
  }));
}

interface Checked {
  readonly check_id: string;
  readonly check_name: string;
  readonly file_path: string;
  readonly resource: string;
}

function stackIn(file: string): string {
  return (file.split('/').at(-1) ?? '').replace(/\.json$/, '');
}
