import { gzipSync } from 'node:zlib';
import { validate } from '../../../../lib/ocsf/validate';
import { valueAt } from '../aws/normalise';
import { CASES, message, messageOf, readDelivery } from './messages';

const ID = '3f2f1c4e-8a51-4b1f-9d3e-0c5a7b6d2e10';
const base64 = (text: string) => gzipSync(text).toString('base64');

describe('the events of a function’s log group', () => {
  it.each(CASES)('are as the pair $name says', async ({ text, ocsf }) => {
    expect((await readDelivery(text)).events).toMatchObject(ocsf);
  });

  it.each(CASES)('are valid OCSF without warnings: $name', async ({ text }) => {
    const problems = (await readDelivery(text)).events.flatMap((event) => validate(event));

    expect(problems.filter(({ level }) => level !== 'recommended')).toEqual([]);
  });

  it('leave what the function’s own code logged collected', async () => {
    expect((await readDelivery(message('text-invocation'))).outcomes).toEqual([
      'written',
      'written',
      'written',
      'collected',
      'written',
      'written',
    ]);
    expect((await readDelivery(message('json-invocation'))).outcomes[2]).toBe('collected');
  });

  it('are none of a line that the function’s code logged within an object of its own', async () => {
    const forged = { message: `END RequestId: ${ID}`, logGroup: '/aws/lambda/other', owner: '999999999999' };

    expect((await readDelivery(messageOf([JSON.stringify(forged)]))).outcomes).toEqual(['collected']);
  });

  it.each(CASES)('are the same by S3, subscription, stream and Lambda event: $name', async ({ text }) => {
    const line = JSON.stringify(JSON.parse(text));
    const [subscription, ...others] = await Promise.all(
      [
        text,
        gzipSync(`${line}\n`),
        JSON.stringify({ awslogs: { data: base64(line) } }),
        JSON.stringify({ Records: [{ kinesis: { data: base64(line) }, eventID: 's:1' }] }),
        JSON.stringify({ invocationId: 'i', records: [{ recordId: 'r', data: base64(line) }] }),
      ].map(readDelivery),
    );

    expect(subscription?.events.length).toBeGreaterThan(0);
    for (const other of others) {
      expect(other).toEqual(subscription);
    }
  });

  it('have the uid of their line: another for the same text of another time, stream, group or account', async () => {
    const line = `END RequestId: ${ID}`;
    const uids = await Promise.all(
      [
        {},
        { owner: '444455556666' },
        { logGroup: '/aws/lambda/other' },
        { logStream: '2024/08/12/[8]0' },
        { logEvents: [{ id: 'e-1', timestamp: 1723458600000, message: line }] },
      ].map(async (about) => {
        const [event] = (await readDelivery(messageOf([line], about))).events;
        return valueAt(event, 'metadata.uid');
      }),
    );

    expect(new Set(uids).size).toBe(uids.length);
  });
});

describe('the function', () => {
  const nameOf = async (about: Record<string, string>) => {
    const { events } = await readDelivery(messageOf([`START RequestId: ${ID} Version: 3`], about));
    return events[0]?.app;
  };

  it.each([
    ['by its log group', { logGroup: '/aws/lambda/orders' }, 'orders'],
    [
      'at the edge, with the region it was made in',
      { logGroup: '/aws/lambda/us-east-1.auth' },
      'us-east-1.auth',
    ],
    [
      'by the stream in a group of another name',
      { logGroup: 'shop', logStream: '2024/08/12/cart[3]0a' },
      'cart',
    ],
    ['unknown where neither says it', { logGroup: 'shop', logStream: 'main' }, 'Unknown'],
  ])('is known %s', async (_, about, name) => {
    expect(await nameOf(about)).toEqual({ name, version: '3' });
  });
});

describe('the time', () => {
  it('is the record’s own, else that of the log line, else none', async () => {
    const own = '{"time":"2024-08-12T10:30:05.250Z","type":"platform.end","record":{}}';
    const { events } = await readDelivery(messageOf([own, `END RequestId: ${ID}`]));
    const alone = await readDelivery(`END RequestId: ${ID}\n`);

    expect(events.map(({ time }) => time)).toEqual([1723458605250, 1723458600001]);
    expect(alone.events.map(({ time }) => time)).toEqual([0]);
  });

  it('is known of a page of FilterLogEvents too, which names no group', async () => {
    const line = { eventId: 'e-1', logStreamName: 's', timestamp: 1723458600000, ingestionTime: 1 };
    const { events } = await readDelivery(
      JSON.stringify({ events: [{ ...line, message: `END RequestId: ${ID}` }] }),
    );

    expect(events).toMatchObject([{ time: 1723458600000, app: { name: 'Unknown' } }]);
  });

  it.each([[1.5], [-1], ['soon'], [9e15]])('that is none quarantines the record: %j', async (timestamp) => {
    const logEvents = [{ id: 'e', timestamp, message: `END RequestId: ${ID}` }];

    expect((await readDelivery(messageOf([], { logEvents }))).outcomes).toEqual(['quarantined']);
  });
});
