import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { errors } from '../../../lib/ocsf/validate';
import { describeWith, SHARED } from '../../support/needs';
import { kumomori, ndjson, scratchFolder, write } from './support/cli';

/** Folders of real logs by source, and the class FACTS.md names for their records. */
const COLLECTIONS = {
  'aws-cloudtrail': { folders: ['aws-cloudtrail', 'cloudtrail'], classes: [6003, 3002] },
  'azure-activity': { folders: ['azure-activity'], classes: [6003] },
  'gcp-audit': { folders: ['gcp-audit'], classes: [6003] },
  'aws-vpc-flow': { folders: ['aws-vpcflow'], classes: [4001] },
} as const;

const folder = scratchFolder();

function normalise(folders: readonly string[]) {
  const [summary, rejects] = [join(folder(), 's.json'), join(folder(), 'q.ndjson')];
  const paths = folders.map((name) => join(SHARED, 'corpora', name));
  const { stdout } = kumomori(['normalize', '--summary', summary, '--quarantine', rejects, ...paths]);
  const counts: { received: number; events: number; skipped: number; quarantined: number } = JSON.parse(
    readFileSync(summary, 'utf8'),
  );
  return {
    stdout,
    events: ndjson<OcsfEvent>(stdout),
    counts,
    rejects: ndjson<{ reason: string }>(readFileSync(rejects, 'utf8')),
  };
}

const share = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

describeWith(['shared'], 'real logs', () => {
  it.each(Object.entries(COLLECTIONS))(
    'of %s become valid events of the class named for them',
    (id, { folders, classes }) => {
      const { stdout, events, counts, rejects } = normalise(folders);

      const named = events.filter(({ class_uid }) => (classes as readonly number[]).includes(class_uid));
      const base = events.filter(({ class_uid }) => class_uid === 0).length;
      const unmapped = events.reduce(
        (total, event) => total + JSON.stringify(event.unmapped ?? '').length,
        0,
      );
      console.log(
        `${id}: ${events.length} events of ${counts.received} records, ${share(base, events.length)} Base Events, ${share(unmapped, stdout.length)} of bytes unmapped; quarantined: ${JSON.stringify(rejects.map(({ reason }) => reason))}`,
      );

      expect(events.flatMap((event) => errors(event))).toEqual([]);
      expect(counts.received).toBe(events.length + counts.skipped + counts.quarantined);
      expect(named.length / (events.length - base)).toBeGreaterThanOrEqual(0.99);
      expect((events.length + counts.skipped) / counts.received).toBeGreaterThanOrEqual(0.98);
    },
  );

  it('raise exactly the labelled hits of the Sigma collection', () => {
    const { stdout } = kumomori([
      'detect',
      '--format',
      'matches',
      '--rules',
      join(SHARED, 'sigma'),
      join(SHARED, 'corpora', 'aws-cloudtrail'),
    ]);

    const found = ndjson<{ path: string; record: number; rule_id: string }>(stdout).map(
      ({ path, record, rule_id }) =>
        `${path.slice(join(SHARED, 'corpora').length + 1)}\t${record}\t${rule_id}`,
    );
    const [, ...labels] = readFileSync(join(SHARED, 'corpora', 'EXPECTED-sigma.tsv'), 'utf8')
      .trim()
      .split('\n');
    const expected = labels.flatMap((line) => {
      const [path, record, , , ids = ''] = line.split('\t');
      return ids.split(',').map((id) => `${path}\t${record}\t${id.trim()}`);
    });
    expect(found.sort()).toEqual(expected.sort());
  });
});

describeWith(['shared', 'python'], 'real logs, by the independent validator', () => {
  it('are schema-valid without an error, as events and as findings, masked or not', () => {
    const paths = Object.values(COLLECTIONS).flatMap(({ folders }) =>
      folders.map((name) => join(SHARED, 'corpora', name)),
    );
    const files = [['normalize'], ['normalize', '--no-mask'], ['detect']].map((command, i) =>
      write(folder(), `${i}.ndjson`, kumomori([...command, ...paths]).stdout),
    );

    const { stdout, status } = spawnSync(
      'python3',
      [join(SHARED, 'ocsf', 'validate_ocsf.py'), join(SHARED, 'ocsf', 'ocsf-1.5.0.json'), ...files],
      { maxBuffer: 1 << 28 },
    );

    const problems = stdout
      .toString()
      .split('\n')
      .filter((line) => /^ {3}error/.test(line));
    expect([problems, status]).toEqual([[], 0]);
  });
});
