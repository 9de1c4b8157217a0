import { brief, readAll } from '../support';

const TRAIL = { eventVersion: '1.11', eventName: 'StopLogging', eventID: 'e-1', requestParameters: null };
const ENTRY = { eventDataId: 'd-1', operationName: { value: 'Microsoft.Compute/x/write' } };
const LINE = '2 111122223333 eni-1 198.51.100.1 10.0.0.2 1 2 6 1 1 1 2 ACCEPT OK';
const text = JSON.stringify;
const logEvent = (message: string) => ({ timestamp: 1_772_600_767_000, message, ingestionTime: 1 });

describe('deliveries that were taken for one record of an unknown format', () => {
  test.each<[delivery: string, input: string, records: unknown[]]>([
    [
      "a page of Azure's REST API",
      text({ value: [ENTRY, ENTRY], nextLink: 'https://x/?$skip=1' }),
      [ENTRY, ENTRY],
    ],
    ['the same with the link first', text({ nextLink: 'https://x', value: [ENTRY] }), [ENTRY]],
    [
      'an array of Event Hubs messages',
      text([{ records: [ENTRY] }, { records: [ENTRY, ENTRY] }]),
      [ENTRY, ENTRY, ENTRY],
    ],
    ['an array of records as JSON text', text([text(TRAIL), text(TRAIL)]), [TRAIL, TRAIL]],
    [
      'the answer of filter-log-events',
      text({ events: [logEvent(text(TRAIL))], searchedLogStreams: [] }),
      [TRAIL],
    ],
    [
      'the answer of get-log-events',
      text({ events: [logEvent(`${LINE}\n`)], nextForwardToken: 'f/1' }),
      [LINE],
    ],
    [
      'an SQS message in a Lambda event',
      text({ Records: [{ eventSource: 'aws:sqs', body: text(TRAIL) }] }),
      [TRAIL],
    ],
    ['an SNS notification', text({ Type: 'Notification', Message: text(TRAIL) }), [TRAIL]],
    [
      'a Pub/Sub message that was pulled',
      text([{ ackId: 'a', message: { data: Buffer.from(text(TRAIL)).toString('base64') } }]),
      [TRAIL],
    ],
    [
      'lines of a log group exported to S3',
      `2026-03-04T05:06:07.000Z ${text(TRAIL)}\n2026-03-04T05:06:08.000Z ${LINE}\n2026-03-04T05:06:09.000Z ${text(TRAIL)}\n`,
      [TRAIL, LINE, TRAIL],
    ],
  ])('%s gives its records', async (_, input, records) => {
    const items = await readAll(input);

    expect(items.map(brief)).toEqual(records);
    expect(items.map(({ index }) => index)).toEqual(records.map((__, index) => index));
  });
});

test.each([
  ['a value beside other members', { value: [ENTRY], name: 'metric' }],
  ['a list of plain values', { value: [1, 2] }],
  ['an empty list', { value: [] }],
  ['events that were not logged to a group', { kind: 'audit#activity', events: [{ type: 'login' }] }],
  ['records beside other members', { records: [ENTRY], id: 1 }],
  ['a body of another queue', { eventSource: 'x', body: '{}' }],
  ['a message without an ingestion time', { timestamp: 1, message: '{"a":1}' }],
])('%s is a record of its own', async (_, record) => {
  expect((await readAll(text([record]))).map(brief)).toEqual([record]);
});

test.each([
  ['plain nine columns', '2024-08-12T10:15:30Z 198.51.100.1 10.0.0.2 443 49152 TCP 10 840 ACCEPT'],
  ['text behind a time', '2026-03-04T05:06:07.000Z INFO started'],
  ['text that starts like JSON', '{not json'],
])('a line of %s stays whole', async (_, line) => {
  expect((await readAll(`x y\n${line}\n`)).map(brief)).toEqual(['x y', line]);
});
