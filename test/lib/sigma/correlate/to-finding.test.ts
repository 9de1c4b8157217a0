import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errors } from '../../../../lib/ocsf/validate';
import { briefOf, readBrief } from '../../../../lib/sigma/correlate/brief';
import { createCorrelator } from '../../../../lib/sigma/correlate/correlator';
import { hitOf } from '../../../../lib/sigma/correlate/hit';
import { correlationFinding } from '../../../../lib/sigma/correlate/to-finding';
import { MemoryKeyValueStore } from '../../../support/memory-key-value-store';
import { describeWith, SHARED } from '../../../support/needs';
import { eventOf, STUB } from '../support';
import { correlationsOf, correlationText, hit, IDS, observeAll } from './support';

const FAILED_2 = correlationsOf(
  correlationText(
    'type: event_count\nrules: [failed]\ngroup-by: [user]\ntimespan: 10m\ncondition: {gte: 2}',
    'level: high\nstatus: stable\ntags: [attack.credential-access, attack.t1110]\nalert: {owner: soc, runbook: Look., speed: realtime}\n',
  ),
);

async function findingFor(user: string, event = eventOf({ user })) {
  const correlator = createCorrelator(FAILED_2, { store: new MemoryKeyValueStore() });
  const found = await observeAll(correlator, [
    hit('failed', 0, { user }, 'a'),
    hit('failed', 5, { user }, 'b'),
  ]);
  const [first] = [...found.values()];
  if (!first) {
    throw new Error('no finding');
  }
  return {
    first,
    ocsf: correlationFinding(first, { bundleVersion: '7', briefs: [readBrief(briefOf(event))] }),
  };
}

test('a finding is a valid OCSF Detection Finding that says what came about', async () => {
  const { first, ocsf } = await findingFor('ann');

  expect(errors(ocsf)).toEqual([]);
  expect(ocsf).toMatchObject({
    class_uid: 2004,
    severity_id: 4,
    confidence_id: 3,
    is_alert: true,
    time: 1_723_458_605_000,
    message: 'Example: user=ann, 2 events, 2024-08-12T10:30:00Z to 2024-08-12T10:30:05Z',
    metadata: { uid: first.uid, tags: [{ name: 'rule_bundle', value: '7' }] },
    finding_info: {
      uid: first.uid,
      attacks: [{ tactic: { uid: 'TA0006' }, technique: { uid: 'T1110' } }],
      related_events_count: 2,
      related_events: [{ uid: 'a' }, { uid: 'b' }],
    },
    remediation: { desc: 'Look.' },
    unmapped: {
      level: 'high',
      owner: 'soc',
      speed: 'realtime',
      window_seconds: 3600,
      threshold: 1,
      dedup: [{ field: 'user', values: ['ann'] }],
      correlation: { count: 2, exact: true, group: [{ field: 'user', value: 'ann' }] },
    },
  });
});

test('what a log line says cannot break the message out of its line', async () => {
  const { ocsf } = await findingFor(`a\nb\u202E\u001B[31m${'x'.repeat(500)}`);

  expect(ocsf.message).toMatch(/^[ -~…]+$/);
  expect(ocsf.message?.length).toBeLessThan(350);
});

test('a hit reads the event by the fields of its source; of a list the first', () => {
  const event = eventOf({ user: ['ann', 'bob'], empty: '', count: 3, two: 'second' });

  const { value, eventUid } = hitOf({ id: IDS.failed }, event, 0, STUB);

  expect(eventUid).toBe('event-1');
  expect(['user', 'empty', 'count', 'either', 'ghost', 'toString'].map(value)).toEqual([
    'ann',
    undefined,
    '3',
    'second',
    undefined,
    undefined,
  ]);
});

describeWith(['shared', 'python'], 'the collection’s validator', () => {
  test('agrees', async () => {
    const clouded = {
      ...eventOf({ user: 'ann' }),
      cloud: { provider: 'AWS', account: { uid: '111122223333' } },
    };
    const { ocsf } = await findingFor('ann', clouded);
    const file = join(mkdtempSync(join(tmpdir(), 'findings-')), 'finding.ndjson');
    writeFileSync(file, JSON.stringify(ocsf));

    const validator = join(SHARED, 'ocsf', 'validate_ocsf.py');
    const schema = join(SHARED, 'ocsf', 'ocsf-1.5.0.json');
    const { stdout, status } = spawnSync('python3', [validator, schema, file], { encoding: 'utf8' });

    expect(stdout.split('\n').filter((line) => !/: 0 errors, 0 warnings,|^$/.test(line))).toEqual([]);
    expect(status).toBe(0);
  });
});
