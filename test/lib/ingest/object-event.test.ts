import { objectCreated, parseObjectEvent } from '../../../lib/ingest/object-event';
import { memberOf, parseRawUri, rawUri } from '../../../lib/ingest/raw-object';

const TIME = '2024-08-12T10:30:00Z';
const MICROS = 1_723_458_600_000_000;
const bridge = (detail: object, type = 'Object Created') =>
  JSON.stringify({ source: 'aws.s3', 'detail-type': type, time: TIME, detail });
const notified = (key: string, eventName = 'ObjectCreated:Put') =>
  JSON.stringify({
    Records: [
      {
        eventName,
        eventTime: TIME,
        s3: { bucket: { name: 'raw' }, object: { key, size: 7, versionId: 'v1' } },
      },
    ],
  });
const found = { bucket: 'raw', key: 'a b/c.gz', versionId: 'v1', bytes: 7, storedMicros: MICROS };

describe('the objects a message tells of', () => {
  it.each([
    [
      'an event of EventBridge, its key as it is',
      bridge({ bucket: { name: 'raw' }, object: { key: 'a b/c.gz', size: 7, 'version-id': 'v1' } }),
    ],
    ['a notification of S3, its key as in a form', notified('a+b%2Fc.gz')],
    ['a notification by SNS', JSON.stringify({ Type: 'Notification', Message: notified('a+b/c.gz') })],
    ['what the sweep says of an object', objectCreated(found)],
  ])('are read from %s', (_what, body) => {
    expect(parseObjectEvent(body)).toEqual({ ok: true, value: [found] });
  });

  it('have the version `null` in a bucket without versions', () => {
    const event = bridge({ bucket: { name: 'raw' }, object: { key: 'k', size: 1 } });

    expect(parseObjectEvent(event)).toMatchObject({ ok: true, value: [{ versionId: 'null' }] });
  });

  it('are none in the test message of S3', () => {
    expect(parseObjectEvent('{"Service":"Amazon S3","Event":"s3:TestEvent"}')).toEqual({
      ok: true,
      value: [],
    });
  });

  it.each([
    ['no JSON', '{'],
    ['an array', '[]'],
    ['another event', bridge({ bucket: { name: 'raw' }, object: { key: 'k' } }, 'Object Deleted')],
    ['a notification of a deletion', notified('k', 'ObjectRemoved:Delete')],
    ['no key', bridge({ bucket: { name: 'raw' }, object: { size: 1 } })],
    ['a key that is no form’s', notified('%E0%A4%A')],
    ['own prototype keys', '{"__proto__":{"detail-type":"Object Created"}}'],
    ['no records', '{"Records":[]}'],
  ])('are not there in %s', (_what, body) => {
    expect(parseObjectEvent(body)).toMatchObject({ ok: false });
  });
});

describe('the address of a raw object', () => {
  it.each(['a/b.json.gz', 'a?versionId=x/b', 'ü/雲'])('is read as it was written: %s', (key) => {
    const object = { bucket: 'raw', key, versionId: '3sL4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY' };

    expect(parseRawUri(rawUri(object))).toEqual(object);
  });

  it.each(['raw/ab/abcdef', 's3://bucket', 's3://bucket/key', 's3://b?versionId=/k'])('is not %s', (text) => {
    expect(parseRawUri(text)).toBeUndefined();
  });

  it('makes another member of another version', () => {
    const member = memberOf(found);

    expect(member).toEqual(memberOf({ ...found, bytes: 7 }));
    expect(memberOf({ ...found, versionId: 'v2' }).input).not.toBe(member.input);
    expect(member.input).toMatch(/^[0-9a-f]{64}$/);
  });
});
