import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { CanaryRound } from '../../lib/health/canary-round';
import { list, object, text } from '../../lib/json';
import { removeOutputs } from '../infra/support';
import { kinesis } from '../lib/ingest/stream-support';
import { type Shipment, shipPipeline } from './support/asset';
import { allowedCalls, callOf, covers } from './support/calls';
import { describeEmulated } from './support/needs';
import { openWorld, type World } from './support/world';

const HOUR = 3_600_000;
const DONE = { batchItemFailures: [] };

describeEmulated('the shipped canaries and watch', (node) => {
  let shipment: Shipment;
  let world: World;
  beforeAll(() => {
    shipment = shipPipeline();
  });
  afterAll(removeOutputs);
  beforeEach(async () => {
    world = await openWorld(node, shipment);
  });
  afterEach(() => world.close());

  /** Of an hour at which canaries of every source are due, whenever the test runs. */
  const noon = Math.floor(Date.now() / (12 * HOUR)) * 12 * HOUR;
  const at = (hours: number) => ({ time: new Date(noon + hours * HOUR).toISOString() });
  const canary = async (hours: number) => (await world.run('canary', at(hours))) as CanaryRound;
  const keys = async () => {
    const found: string[] = [];
    const input = { Bucket: shipment.raw, Prefix: 'canary/' };
    for await (const { Contents = [] } of paginateListObjectsV2({ client: world.s3 }, input)) {
      found.push(...Contents.flatMap(({ Key }) => Key ?? []));
    }
    return found;
  };
  const normalize = (objects: readonly string[]) =>
    world.run('normalize', {
      Records: objects.map((key, index) => ({
        messageId: `m${index}`,
        body: JSON.stringify({
          source: 'aws.s3',
          'detail-type': 'Object Created',
          time: at(0).time,
          detail: { bucket: { name: shipment.raw }, object: { key, size: 10 } },
        }),
      })),
    });
  /** What EventBridge hands to the stream of what was put on the bus. */
  const detect = () => {
    const events = world.gate.passed.flatMap(({ target, body }) => {
      const entry =
        target === 'AWSEvents.PutEvents' ? object(list(JSON.parse(body.toString()).Entries)[0]) : undefined;
      const event = entry && {
        'detail-type': entry.DetailType,
        detail: JSON.parse(text(entry.Detail) ?? ''),
      };
      return event ? [Buffer.from(JSON.stringify(event))] : [];
    });
    return world.run('detect', { Records: kinesis(events) });
  };
  const lost = ({ verdicts }: CanaryRound) =>
    verdicts.flatMap((one) => ('lost' in one ? [`${one.source} ${one.way}: ${one.lost}`] : []));

  it('come through, object by object and event by event', async () => {
    const first = await canary(0);
    const objects = await keys();
    expect([await normalize(objects), await detect()]).toEqual([DONE, DONE]);

    const second = await canary(13);

    expect(first.verdicts).toEqual([]);
    expect(first.sent).toBe(objects.length + 3);
    expect(second.verdicts).toHaveLength(first.sent);
    expect(lost(second)).toEqual([]);
  });

  it('say what is broken where the pipeline is', async () => {
    await canary(0);
    const [first = '', ...others] = (await keys()).sort();
    await world.putRaw(others[0] ?? '', Buffer.from('{"nobody":"knows this"}'));
    await normalize(others);

    const round = await canary(13);

    expect(first).toContain('/CloudTrail/');
    expect(lost(round)).toEqual(
      expect.arrayContaining([
        `aws-cloudtrail object: no batch claimed ${first}`,
        expect.stringMatching(
          /^aws-guardduty object: batch \w+ made no event of its record: it was quarantined$/,
        ),
        'aws-cloudtrail stream: no rule saw it in the stream',
      ]),
    );
  });

  it('leave the watch nothing to say, from the sweep’s note to its own', async () => {
    await canary(0);
    await normalize(await keys());
    await world.run('reconcile', { time: new Date(Date.now() + HOUR / 3).toISOString() });

    await world.run('watch', { time: new Date(Date.now() + HOUR).toISOString() });

    const state = JSON.parse(Buffer.from((await world.lake.get('state/watch/state.json')) ?? []).toString());
    expect(state).toMatchObject({ heard: {}, open: { batches: {}, objects: {} }, told: [] });
    expect(await world.lake.list('state/reconcile/swept/')[Symbol.asyncIterator]().next()).toMatchObject({
      done: true,
    });
  });

  it.each(['canary', 'watch'] as const)('%s asks for nothing that its role may not do', async (handler) => {
    await canary(0);
    await normalize(await keys());
    await world.run('reconcile', { time: new Date(Date.now() + HOUR / 3).toISOString() });
    world.gate.passed.length = 0;
    world.tableGate.passed.length = 0;

    await world.run(handler, at(13));

    const calls = [...world.gate.passed, ...world.tableGate.passed].map(callOf);
    const allowed = allowedCalls(shipment.selfCheck, `acme-${handler}`, shipment);
    expect(calls.length).toBeGreaterThan(3);
    expect(calls.filter((call) => !allowed.some((one) => covers(one, call)))).toEqual([]);
  });
});
