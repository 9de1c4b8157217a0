import fc from 'fast-check';
import { cloudTrailRecord } from '../../../functions/local/demo/cloudtrail';
import { seeded } from '../../../functions/local/demo/random';
import { type DetectContext, detectRecords } from '../../../lib/ingest/detect-records';
import { streamRecord } from '../../../lib/ingest/stream-record';
import type { JsonObject } from '../../../lib/json';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { times } from '../../support/effort';
import { alertsIn, newWorld, type World } from '../alerts/support';
import { detectingInto, eventBridge, kinesis, subscription } from './stream-support';

const call = (seed: number, eventName: string, more: JsonObject = {}) =>
  cloudTrailRecord(seeded(seed), Date.UTC(2024, 7, 12, 10, seed), {
    eventSource: 'cloudtrail.amazonaws.com',
    eventName,
    readOnly: false,
    requestParameters: { name: 'acme' },
    ...more,
  }) as JsonObject;
const STOP = call(5, 'StopLogging');
const DELETE = call(6, 'DeleteTrail');
const HARMLESS = call(7, 'DescribeTrails', { readOnly: true });

const detect = (payloads: readonly Uint8Array[], context: DetectContext) =>
  detectRecords(kinesis(payloads).map(streamRecord), context);
/** Uids of the findings that alerts were made of. */
const alerted = async (world: World) =>
  (await alertsIn(world)).flatMap(({ newest }) => newest.map(({ finding }) => finding)).sort();

describe('records of a stream', () => {
  it('raise alerts, and are counted with the time the oldest of them came', async () => {
    const world = newWorld();

    const detected = await detect([eventBridge(HARMLESS), eventBridge(STOP)], detectingInto(world));

    expect(detected).toMatchObject({ events: 2, findings: 1, collected: 0, unreadable: 0 });
    expect(detected.notDone).toBeUndefined();
    expect(detected.oldestMicros).toBe(1_723_458_600_500_000);
    expect(await alertsIn(world)).toHaveLength(1);
  });

  it('make the same alert by EventBridge and by CloudWatch Logs', async () => {
    const [byEvent, byLog] = [newWorld(), newWorld()];

    await detect([eventBridge(STOP)], detectingInto(byEvent));
    await detect([subscription([JSON.stringify(STOP)])], detectingInto(byLog));

    expect(await alerted(byEvent)).toHaveLength(1);
    expect(await alerted(byLog)).toEqual(await alerted(byEvent));
  });

  it('raise what is found beside a record that cannot be read, which is counted and told of with its place', async () => {
    const world = newWorld();
    const torn = subscription([JSON.stringify(HARMLESS)]).subarray(0, 40);
    const mangled = { ...HARMLESS, eventTime: 'yesterday, mail ann@example.com' };

    const detected = await detect(
      [torn, eventBridge(STOP), eventBridge(mangled), Buffer.from('\u0000\u0001')],
      detectingInto(world),
    );

    expect(detected.findings).toBe(1);
    expect(detected.notDone).toBeUndefined();
    expect(detected.unreadable).toBeGreaterThanOrEqual(2);
    expect(detected.examples[0]).toEqual({
      place: 'shardId-000000000000:49000 record 0',
      source: expect.any(String),
      reason: expect.stringMatching(/./),
    });
    expect(JSON.stringify(detected.examples)).not.toContain('ann@example.com');
    expect(await alertsIn(world)).toHaveLength(1);
  });

  it('are counted, and no failure, where nobody parses them', async () => {
    const lines = ['GET /index.html', '{"level":"info","message":"hello"}'];

    const detected = await detect([subscription(lines, '/ecs/shop')], detectingInto(newWorld()));

    expect(detected).toMatchObject({ events: 0, findings: 0, collected: 2, unreadable: 0 });
  });

  it('pass over what CloudWatch Logs sends to see whether the stream is there', async () => {
    const control = { messageType: 'CONTROL_MESSAGE', owner: 'CloudwatchLogs', logGroup: '', logEvents: [] };

    const detected = await detect([Buffer.from(JSON.stringify(control))], detectingInto(newWorld()));

    expect(detected).toMatchObject({ events: 0, collected: 0, unreadable: 0 });
  });

  it('leave rules that are no hurry to the raw store, and with them sources that are not critical', async () => {
    const world = newWorld();
    const none = detectingInto(world, { isRealtime: () => false });

    expect(await detect([eventBridge(STOP)], none)).toMatchObject({ events: 1, findings: 0 });
    expect(await alertsIn(world)).toEqual([]);
  });

  it('keep a bounded list of examples of what cannot be read', async () => {
    const bad = eventBridge({ ...HARMLESS, eventTime: 'no time' });

    const { unreadable, examples } = await detect(Array(50).fill(bad), detectingInto(newWorld()));

    expect([unreadable, examples.length]).toEqual([50, 20]);
  });
});

describe('findings that cannot be told of', () => {
  it('bring the first record that has one again, and those after it; those before are done', async () => {
    const told: OcsfEvent[][] = [];
    const tell = async (findings: readonly OcsfEvent[]) => {
      if (told.length > 0) {
        throw new Error('the table does not answer');
      }
      told.push([...findings]);
    };

    const payloads = [eventBridge(STOP), eventBridge(HARMLESS), eventBridge(DELETE)];
    const detected = await detect(payloads, detectingInto(newWorld(), { tell, many: 1 }));

    expect(told).toHaveLength(1);
    expect(detected).toMatchObject({
      findings: 1,
      notDone: { sequenceNumber: '49002', error: 'Error: the table does not answer' },
    });
  });

  it('bring again from the first of them, where several were to be told of at once', async () => {
    const tell = async () => {
      throw new Error('the table does not answer');
    };
    const payloads = [eventBridge(HARMLESS), eventBridge(STOP), eventBridge(DELETE)];

    const { findings, notDone } = await detect(payloads, detectingInto(newWorld(), { tell }));

    expect([findings, notDone?.sequenceNumber]).toEqual([0, '49001']);
  });

  it('bring a record again whose correlations cannot be had', async () => {
    const correlation = {
      note: () => undefined,
      findings: async () => {
        throw new Error('the state cannot be had');
      },
    };

    const detected = await detect([eventBridge(STOP)], detectingInto(newWorld(), { correlation }));

    expect(detected.notDone).toEqual({ sequenceNumber: '49000', error: 'Error: the state cannot be had' });
  });

  it('are told of once whatever comes again, in any order, after any crash', async () => {
    const payloads = [STOP, DELETE, HARMLESS].flatMap((one) => [
      eventBridge(one),
      subscription([JSON.stringify(one)]),
    ]);
    const whole = newWorld();
    await detect(payloads, detectingInto(whole));
    const expected = await alerted(whole);

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.shuffledSubarray(payloads, { minLength: 1 }), { maxLength: 4 }),
        fc.nat(60),
        fc.boolean(),
        async (deliveries, lives, dieAfterEffect) => {
          const world = newWorld();
          world.store.lives = lives;
          world.store.dieAfterEffect = dieAfterEffect;
          for (const delivery of deliveries) {
            await detect(delivery, detectingInto(world, { many: 1 }));
          }
          world.store.lives = Number.POSITIVE_INFINITY;

          // What Lambda does: it gives the batch again until nothing is left.
          const last = await detect(payloads, detectingInto(world));

          expect(last.notDone).toBeUndefined();
          expect(await alerted(world)).toEqual(expected);
        },
      ),
      { numRuns: times(40) },
    );
  });
});
