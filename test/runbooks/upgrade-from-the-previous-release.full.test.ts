import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Commit } from '../../lib/lake/batch/records';
import { kumomori, scratchFolder, treeOf } from '../functions/local/support/cli';
import { CONFIGURATIONS } from '../infra/policy/synthesized';
import { RELEASES, synthesizedInto } from '../infra/release/baseline';
import { outputDirectory, removeOutputs } from '../infra/support';
import { argumentsOf, procedure } from './page';
import { query, writeTrail } from './support';

const PAGE = procedure('Upgrade from the previous release');
const ROOT = join(__dirname, '..', '..');
const folder = scratchFolder();
const inFolder = (...args: string[]) => kumomori(['--config', 'platform.yaml', ...args], { cwd: folder() });

afterAll(removeOutputs);

describe.each(readdirSync(RELEASES))('a lake that release %s wrote', (release) => {
  const commits = readCommits(join(RELEASES, release, 'lake'));
  const count = (of: 'events' | 'findings' | 'quarantined') =>
    commits.flatMap(({ inputs }) => inputs).reduce((sum, input) => sum + input[of], 0);
  const uids = (category: 'events' | 'findings') =>
    query(
      join(folder(), 'lake'),
      `SELECT event_uid FROM security_events WHERE (event_category = 'finding') = ${category === 'findings'} ORDER BY 1`,
    ).map(({ event_uid }) => event_uid);

  beforeEach(() => cpSync(join(RELEASES, release), folder(), { recursive: true }));

  it('is read: every row, and a ledger that adds up', () => {
    const ledger = inFolder('ledger', '--lake', 'lake', '--json');

    expect(ledger.status).toBe(0);
    expect([uids('events').length, uids('findings').length]).toEqual([count('events'), count('findings')]);
    expect(
      inFolder('quarantine', 'list', '--lake', 'lake').stdout.trim().split('\n').length,
    ).toBeGreaterThanOrEqual(count('quarantined'));
  });

  it('knows what it has, and takes what is new', () => {
    const before = treeOf(join(folder(), 'lake'));
    const again = inFolder(
      'ingest',
      '--lake',
      'lake',
      ...readdirSync(join(folder(), 'logs')).map((name) => `logs/${name}`),
    );
    const unchanged = treeOf(join(folder(), 'lake'));
    const more = inFolder('ingest', '--lake', 'lake', writeTrail(folder(), '2024-08-20'));

    expect(again.stdout).toMatch(new RegExp(`^0 of ${commits.length} inputs in 0 batches`));
    expect(unchanged).toEqual(before);
    expect(more.stdout).toMatch(/^1 of 1 inputs in 1 batches/);
    expect(inFolder('ledger', '--lake', 'lake').status).toBe(0);
  });

  it('is made again by this release: the same events, each once', () => {
    const before = uids('events');

    const { stdout } = inFolder('replay', '--lake', 'lake');

    expect(stdout).toMatch(new RegExp(`^${commits.length} of ${commits.length} inputs`));
    expect(uids('events')).toEqual(before);
    expect(inFolder('ledger', '--lake', 'lake').status).toBe(0);
  });
});

describe('the templates in use, and those to be deployed', () => {
  const config: unknown = parse(CONFIGURATIONS['examples/trial.yaml'] ?? '');
  const diff = (inUse: string, present: string) => {
    const [args = []] = argumentsOf(PAGE, 'npm run release:diff --', { IN_USE: inUse });
    return spawnSync(join(ROOT, 'node_modules/.bin/tsx'), [join(ROOT, 'infra/release/diff.ts'), ...args], {
      cwd: present,
      encoding: 'utf8',
    });
  };

  it('are compared before anything is deployed', () => {
    const [inUse, present] = [outputDirectory(), outputDirectory()];
    synthesizedInto(inUse, config);
    synthesizedInto(present, config);

    expect(diff(inUse, present)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('no store would be lost'),
    });
  });

  it('stop the upgrade where a store would go', () => {
    const [inUse, present] = [outputDirectory(), outputDirectory()];
    synthesizedInto(inUse, config);
    synthesizedInto(present, { ...(config as object), name: 'another' });

    const { status, stdout } = diff(inUse, present);

    expect(status).toBe(1);
    expect(stdout).toContain('STORE LOST: kumomori-aws-raw');
  });
});

function readCommits(lake: string): readonly Commit[] {
  const at = join(lake, 'state/commits');
  return readdirSync(at).map((name) => JSON.parse(readFileSync(join(at, name), 'utf8')) as Commit);
}
