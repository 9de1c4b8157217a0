import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloudTrailRecord } from '../../../functions/local/demo/cloudtrail';
import { seeded } from '../../../functions/local/demo/random';
import type { KinesisRecord } from '../../../lib/ingest/stream-record';
import type { JsonObject } from '../../../lib/json';
import { AWS, resolved } from '../../lib/config/support';
import { eventBridge, kinesis, subscription } from '../../lib/ingest/stream-support';
import { describeWith, SHARED } from '../../support/needs';
import type { Told } from '../../support/telemetry';
import { deployedBundle } from './deployed-bundle';
import { functionDesk } from './desk';

const HEAD = 'version: 1\nname: acme\nlifecycle: trial\nvolume: startup\n';
const STOP = cloudTrailRecord(seeded(5), Date.UTC(2024, 7, 12, 10), {
  eventSource: 'cloudtrail.amazonaws.com',
  eventName: 'StopLogging',
  readOnly: false,
  requestParameters: { name: 'acme' },
}) as JsonObject;

const desk = functionDesk();
const { aws, s3 } = desk;
let state: Map<string, JsonObject>;
let told: Told;

beforeEach(() => {
  ({ state, told } = desk.fresh());
});

/** Settings as the stack writes them, and the bundle they name. */
function deploy(more = ''): void {
  const bundle = deployedBundle(resolved(`${HEAD}${more}\n${AWS}`));
  process.env.SETTINGS = JSON.stringify({ home: 'ap-northeast-1', lake: 'lake', table: 'state', bundle });
}

const detect = async (records: readonly KinesisRecord[]) => {
  const { handler } = await import('../../../functions/aws/detect');
  return handler({ Records: records });
};
const alerts = () => [...state.keys()].filter((key) => key.includes('/state/'));

describe('the function that looks at streams', () => {
  it('raises one alert of an event, by whichever stream and however often it comes', async () => {
    deploy();

    const first = await detect(kinesis([eventBridge(STOP)]));
    const again = await detect(kinesis([subscription([JSON.stringify(STOP)]), eventBridge(STOP)]));

    expect([first, again]).toEqual([{ batchItemFailures: [] }, { batchItemFailures: [] }]);
    expect(alerts()).toHaveLength(1);
    expect(told.metrics('Findings').map(({ value }) => value)).toEqual([1, 2]);
    expect(told.metrics('Lag')).toHaveLength(2);
    expect(told.metrics('Lag')[0]).toEqual({ value: expect.any(Number), of: 'seconds' });
    expect(told.metrics('RecordsUnreadable').map(({ value }) => value)).toEqual([0, 0]);
    expect(told.lines()).toEqual([]);
  });

  it('says of what it could not read where it is, and does the rest', async () => {
    deploy();
    const torn = subscription(['x']).subarray(0, 30);

    const answer = await detect(kinesis([torn, eventBridge(STOP)]));

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(alerts()).toHaveLength(1);
    expect(told.metrics('RecordsUnreadable')).toEqual([{ value: 1 }]);
    expect(told.lines()).toEqual([
      expect.objectContaining({
        level: 'WARN',
        message: 'unreadable',
        place: 'shardId-000000000000:49000 record 0',
      }),
    ]);
  });

  it('has a batch again from where the table did not answer', async () => {
    deploy();
    aws.on('PutItem', { status: 400, body: { __type: 'ValidationException', message: 'no such table' } });

    const answer = await detect(
      kinesis([eventBridge({ ...STOP, eventName: 'GetTrail' }), eventBridge(STOP)]),
    );

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '49001' }] });
    expect(told.lines()).toEqual([
      expect.objectContaining({ level: 'ERROR', message: 'not done', sequenceNumber: '49001' }),
    ]);
    expect(told.metrics('Lag')).toEqual([]);
  });

  it('leaves a source that is normal to the objects', async () => {
    deploy('sources: { aws-cloudtrail: { criticality: normal } }\ndetections: { rules: [] }');

    await detect(kinesis([eventBridge({ ...STOP, eventName: 'GetTrail', readOnly: true })]));

    expect(told.metrics('Findings')).toEqual([{ value: 0 }]);
  });

  it('writes nothing but the alerts’ state', async () => {
    deploy();

    await detect(kinesis([eventBridge(STOP)]));

    expect([...new Set(aws.calls.map(({ operation }) => operation))].sort()).toEqual(
      expect.arrayContaining(['GetItem', 'PutItem']),
    );
    expect(aws.calls.every(({ operation }) => /^(?:GetItem|PutItem|DeleteItem|Query)$/.test(operation))).toBe(
      true,
    );
    expect(s3.objects.size).toBe(0);
  });

  it('says where it lacks its settings', async () => {
    process.env.SETTINGS = '{}';

    await expect(detect([])).rejects.toThrow(
      'not the settings of detect, got {}: deploy Security/Stream again',
    );
  });
});

describeWith(['shared'], 'what Kinesis hands to a function', () => {
  it.each(['powertools-kinesis-stream.json', 'powertools-kinesis-stream-cloudwatch-logs.json'])(
    'is read as it is: %s',
    async (file) => {
      deploy();
      const path = join(SHARED, 'corpora', 'envelopes', file);
      const event = JSON.parse(readFileSync(path, 'utf8')) as { readonly Records: KinesisRecord[] };

      const answer = await detect(event.Records);

      expect(answer).toEqual({ batchItemFailures: [] });
      expect(told.metrics('Lag')).toHaveLength(1);
    },
  );
});
