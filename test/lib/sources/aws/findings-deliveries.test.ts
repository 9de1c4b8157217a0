import { gzipSync } from 'node:zlib';
import { chooseSource } from '../../../../lib/intake/choose-source';
import type { JsonObject } from '../../../../lib/json';
import { SOURCES } from '../../../../lib/sources';
import { readAll } from '../../intake/support';
import { fixturePairs } from './fixture-pairs';
import { normaliseAll } from './normalise';

const raws = (source: string) => fixturePairs(source).map(({ raw }) => raw);
const lines = (records: readonly object[]) => records.map((record) => JSON.stringify(record)).join('\n');

/** The event of EventBridge that brings a finding. */
const onBus = (detailType: string, detail: object): object => ({
  version: '0',
  id: '0a1b2c3d-0000-4000-8000-000000000001',
  'detail-type': detailType,
  source: 'aws.example',
  account: '222222222222',
  time: '2024-08-12T10:31:00Z',
  region: 'ap-northeast-1',
  resources: [],
  detail,
});

/** As a stream brings records: base64 in a Kinesis event. */
const inStream = (records: readonly object[]): object => ({
  Records: records.map((record, index) => ({
    eventID: `shard:${index}`,
    eventSourceARN: 'arn:aws:kinesis:ap-northeast-1:222222222222:stream/events',
    kinesis: { data: Buffer.from(JSON.stringify(record)).toString('base64') },
  })),
});

/** Events of an input, each with its source's id, through the whole intake. */
async function eventsOf(input: string | Uint8Array): Promise<[string, JsonObject][]> {
  const items = await readAll(input);
  return items.flatMap((item) => {
    const source = chooseSource(item, SOURCES);
    return source
      ? normaliseAll(source, [item.value]).events.map((event) => [source.id, event] as [string, JsonObject])
      : [];
  });
}

describe('a finding of GuardDuty', () => {
  const exported = gzipSync(lines(raws('aws-guardduty')));
  const events = raws('aws-guardduty').map((raw) => onBus('GuardDuty Finding', raw));

  it.each([
    ['EventBridge', lines(events)],
    [
      'EventBridge, one after another as Firehose stores them',
      events.map((event) => JSON.stringify(event)).join(''),
    ],
    ['EventBridge through Kinesis', JSON.stringify(inStream(events))],
  ])('by %s is the event that its export to S3 is', async (_, input) => {
    const expected = await eventsOf(exported);

    expect(expected.map(([source]) => source)).toEqual(raws('aws-guardduty').map(() => 'aws-guardduty'));
    expect(await eventsOf(input)).toEqual(expected);
  });
});

describe('a finding of Security Hub', () => {
  const asff = raws('aws-security-hub').filter((raw) => 'SchemaVersion' in raw);
  const ocsf = raws('aws-security-hub').filter((raw) => 'class_uid' in raw);
  const events = [
    ...asff.map((raw) => onBus('Security Hub Findings - Imported', { findings: [raw] })),
    ...ocsf.map((raw) => onBus('Findings Imported V2', { findings: [raw] })),
  ];

  it('is the same event from raw, from the stream and by itself', async () => {
    const expected = await eventsOf(lines([...asff, ...ocsf]));

    expect(expected.map(([source]) => source)).toEqual(events.map(() => 'aws-security-hub'));
    expect(await eventsOf(gzipSync(lines(events)))).toEqual(expected);
    expect(await eventsOf(JSON.stringify(inStream(events)))).toEqual(expected);
  });

  it('stands alone, however many an event brings', async () => {
    const many = onBus('Security Hub Findings - Imported', { findings: asff });

    expect(await eventsOf(JSON.stringify(many))).toHaveLength(asff.length);
  });

  it('keeps its own account, region and time when another region’s bus brings it', async () => {
    const [[, event] = []] = await eventsOf(JSON.stringify(events[0]));

    expect(event).toMatchObject({
      time: 1723458600000,
      cloud: { region: 'us-east-1', account: { uid: '111122223333' } },
    });
  });
});
