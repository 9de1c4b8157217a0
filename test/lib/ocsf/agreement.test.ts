import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { JsonObject } from '../../../lib/json';
import { schemaTables } from '../../../lib/ocsf/schema';
import { validate } from '../../../lib/ocsf/validate';
import { describeWith, SHARED } from '../../support/needs';
import { apiEvent } from './events';
import { mutate, randomEvent, randomFrom } from './random-events';

const OCSF = join(SHARED, 'ocsf');

/** Reads one event a line, writes its findings, or null where the reference itself fails. */
const REFERENCE = `
import json, sys
sys.path.insert(0, sys.argv[1])
from validate_ocsf import Validator
V = Validator(json.load(open(sys.argv[1] + '/ocsf-1.5.0.json')))
for line in sys.stdin:
    try: print(json.dumps(sorted({l + ' ' + p for l, p, _ in V.check(json.loads(line)) if l != 'note'})))
    except (AttributeError, TypeError): print('null')
`;

function reference(events: readonly unknown[]): (string[] | null)[] {
  const input = events.map((event) => JSON.stringify(event)).join('\n');
  const run = spawnSync('python3', ['-B', '-c', REFERENCE, OCSF], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) {
    throw new Error(run.stderr);
  }
  return run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as string[] | null);
}

function ours(event: unknown): string[] {
  const found = validate(event).map(
    ({ level, path }) => `${level === 'recommended' ? 'rec' : level} ${path}`,
  );
  return [...new Set(found)].sort(byCodePoint);
}

/** As Python sorts. */
function byCodePoint(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

/** Events whose reference verdict differs from ours. */
function disagreements(events: readonly unknown[]) {
  const verdicts = reference(events);
  expect(verdicts).toHaveLength(events.length);
  return events.flatMap((event, index) => {
    const theirs = verdicts[index];
    const mine = ours(event);
    return theirs === null || JSON.stringify(theirs) === JSON.stringify(mine)
      ? []
      : [{ event, theirs, mine }];
  });
}

describeWith(['shared', 'python'], 'the validator and validate_ocsf.py', () => {
  const classes = Object.values(schemaTables().classes).map(({ uid }) => uid);
  /** Their constraints name paths (`device.os.version`), which the reference reads as names that nothing has. */
  const unsatisfiable = [5004, 5040];

  test('agree that random valid events of every class have no error', () => {
    const events = classes.flatMap((uid) =>
      [1, 2, 3].map((seed) => randomEvent(randomFrom(seed * 1000 + uid), uid)),
    );

    const differing = disagreements(events);
    const invalid = events
      .filter((event) => validate(event).some(({ level }) => level === 'error'))
      .map((event) => event.class_uid);

    expect(differing).toEqual([]);
    expect(new Set(invalid)).toEqual(new Set(unsatisfiable));
  });

  test('find the same in mutated events of every class', () => {
    const events = classes.flatMap((uid) =>
      Array.from({ length: 12 }, (_, index) => {
        const random = randomFrom(uid * 100 + index);
        return mutate(random, randomEvent(random, uid));
      }),
    );

    const differing = disagreements(events);

    expect(differing.slice(0, 3)).toEqual([]);
  });

  test('find the same in events made by hand', () => {
    const base = JSON.parse(JSON.stringify(apiEvent())) as JsonObject;
    const events: readonly unknown[] = [
      {},
      { class_uid: null },
      { class_uid: false },
      { class_uid: '6003' },
      { class_uid: 6003 },
      { ...base, activity_id: true },
      { ...base, type_uid: null },
      { ...base, metadata: null },
      { ...base, metadata: {} },
      {
        ...base,
        metadata: { version: '1.1.0', product: {}, profiles: ['datetime', 'cloud', 'container', 'cloud'] },
      },
      { ...base, metadata: { version: '1.5.0', product: { name: 'x' }, profiles: [null, 1] } },
      { ...base, status_id: 99 },
      { ...base, status_id: 99, status: null },
      { ...base, status_id: 1, status: 'Failure' },
      { ...base, src_endpoint: {} },
      JSON.parse('{"class_uid":6003,"__proto__":{"activity_id":1},"constructor":{}}'),
    ];

    expect(disagreements(events)).toEqual([]);
  });
});
