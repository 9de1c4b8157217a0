import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { raiseAlerts } from '../../../lib/alerts/raise';
import { detectRecords } from '../../../lib/ingest/detect-records';
import { openLakeBatch } from '../../../lib/ingest/lake-batch';
import { memberOf } from '../../../lib/ingest/raw-object';
import { streamRecord } from '../../../lib/ingest/stream-record';
import { type JsonObject, list, object } from '../../../lib/json';
import type { Versions } from '../../../lib/lake/batch/records';
import { runPlan } from '../../../lib/lake/batch/run';
import { planBatches } from '../../../lib/lake/batch/seal';
import { maskText } from '../../../lib/pipeline/mask/mask-text';
import { SOURCES } from '../../../lib/sources';
import { times } from '../../support/effort';
import { MemoryStore } from '../../support/memory-store';
import { describeWith, SHARED } from '../../support/needs';
import { alertsIn, newWorld, type World } from '../alerts/support';
import { detectingInto, eventBridge, kinesis, pipeline, rules, subscription } from './stream-support';

const TRAIL = join(SHARED, 'corpora', 'aws-cloudtrail');
const OF_INVICTUS = 'invictus-218007301253_CloudTrail_us-east-1_20230710T';
/** Attacks that were really carried out, as CloudTrail recorded them. */
const FILES = [
  `${OF_INVICTUS}1205Z_SjF3IkuNXJkoHyar.json`,
  `${OF_INVICTUS}1150Z_1vnLavRRp0ek1mP4.json.gz`,
  `${OF_INVICTUS}1230Z_9SJSsrxJ0ChF5VFb.json`,
  'stratus-aws.defense-evasion.cloudtrail-stop.json',
  'stratus-aws.defense-evasion.cloudtrail-delete.json',
  'stratus-aws.execution.ssm-send-command.json',
];
/** Forty minutes of one account: what is correlated lies in several files. */
const ATTACK = /^invictus-218007301253_CloudTrail_us-east-1_20230710T12(?:0|1|2|3|4)/;
const VERSIONS: Versions = { release: '1', config: 'c', rules: 'r', reference: 'g', tokenKey: '-' };

function bytesOf(file: string): Buffer {
  return readFileSync(join(TRAIL, file));
}

function recordsOf(file: string): JsonObject[] {
  const bytes = bytesOf(file);
  const parsed = JSON.parse(String(file.endsWith('.gz') ? gunzipSync(bytes) : bytes));
  return list(Array.isArray(parsed) ? parsed : object(parsed)?.Records) as JsonObject[];
}

/** A way of the records of files to alerts. */
type Way = (files: readonly string[], world: World) => Promise<void>;

const byS3: Way = async (files, world) => {
  const { store, process } = openLakeBatch({
    lake: new MemoryStore(),
    readRaw: async function* (key) {
      yield bytesOf(files.find((file) => key.includes(file)) ?? '');
    },
    sources: SOURCES,
    pipeline,
    correlating: { correlations: rules.correlations, bundleVersion: rules.version },
    cleanText: maskText,
    tell: (findings) => raiseAlerts(findings, world),
    versions: VERSIONS,
  });
  const members = files.map((file) => {
    const key = `AWSLogs/218007301253/CloudTrail/us-east-1/2023/07/10/${file}`;
    return memberOf({ bucket: 'raw', key, versionId: 'v1', bytes: 1, storedMicros: 0 });
  });
  for (const plan of planBatches(members, 'auto', { members: 10, bytes: 1_000_000 })) {
    await runPlan(store, plan, VERSIONS, process);
  }
};

async function byStream(payloads: readonly Uint8Array[], world: World): Promise<void> {
  const detected = await detectRecords(kinesis(payloads).map(streamRecord), detectingInto(world));
  expect(detected).toMatchObject({ collected: 0, unreadable: 0 });
  expect(detected.notDone).toBeUndefined();
}

const byEventBridge: Way = (files, world) => byStream(files.flatMap(recordsOf).map(eventBridge), world);

const byCloudWatchLogs: Way = (files, world) => {
  const messages = files.flatMap(recordsOf).map((record) => JSON.stringify(record));
  const groups = Array.from({ length: Math.ceil(messages.length / 10) }, (_, index) =>
    subscription(messages.slice(index * 10, index * 10 + 10)),
  );
  return byStream(groups, world);
};

/** What alerts there are and what of, without what tells when they were raised. */
async function after(files: readonly string[], ...ways: readonly Way[]) {
  const world = newWorld();
  for (const way of ways) {
    await way(files, world);
  }
  const alerts = await alertsIn(world);
  return alerts.map(({ uid, facets, counts, newest }) => ({
    uid,
    rule: facets.rule,
    counts,
    findings: newest.map((one) => one.finding),
  }));
}

describeWith(['shared'], 'the same records by S3, EventBridge and CloudWatch Logs', () => {
  it.each(FILES)('raise each alert once: %s', async (file) => {
    const stored = await after([file], byS3);
    const streamed = await after([file], byEventBridge);

    expect(await after([file], byCloudWatchLogs)).toEqual(streamed);
    expect(await after([file], byEventBridge, byCloudWatchLogs, byS3)).toEqual(stored);
    expect(stored.map(({ uid }) => uid)).toEqual(expect.arrayContaining(streamed.map(({ uid }) => uid)));
  });

  it('raise what is correlated over many files once, in seconds', async () => {
    const files = readdirSync(TRAIL).filter((name) => ATTACK.test(name));
    const ofCorrelations = (alerts: Awaited<ReturnType<typeof after>>) =>
      alerts.filter(({ rule }) => rules.correlations.some(({ id }) => id === rule));

    const stored = await after(files, byS3);
    const streamed = await after(files, byEventBridge);

    expect(ofCorrelations(streamed).length).toBeGreaterThan(0);
    expect(ofCorrelations(stored)).toEqual(expect.arrayContaining(ofCorrelations(streamed)));
    expect(await after(files, byCloudWatchLogs, byS3, byEventBridge)).toEqual(stored);
  });

  it('raise some in seconds already, and the others with the objects', async () => {
    const [stored, streamed] = [
      await after(FILES.slice(0, 1), byS3),
      await after(FILES.slice(0, 1), byEventBridge),
    ];

    expect(streamed.length).toBeGreaterThan(0);
    expect(streamed.length).toBeLessThan(stored.length);
  });

  it('come to the same in whatever order, and however often', async () => {
    const files = FILES.slice(0, 1);
    const stored = await after(files, byS3);
    const ways = [byEventBridge, byCloudWatchLogs, byS3];

    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...ways), { maxLength: 5 }), async (more) => {
        expect(await after(files, ...more, byS3, ...more)).toEqual(stored);
      }),
      { numRuns: times(5) },
    );
  });
});
