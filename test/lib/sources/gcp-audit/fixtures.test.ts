import { errors } from '../../../../lib/ocsf/validate';
import { gcpAudit } from '../../../../lib/sources/gcp-audit/source';
import { fixturePairs, normalised, onlyEvent } from '../azure-activity/normalised';

const pairs = fixturePairs('gcp-audit');
const timestamp = '2024-08-12T10:30:00Z';

test.each(pairs)('recognises and maps the form $name to a valid event', ({ raw, ocsf }) => {
  const event = onlyEvent(gcpAudit, raw);

  expect(gcpAudit.recognise(raw)).toBe(true);
  expect(event).toMatchObject(ocsf);
  expect(errors(event)).toEqual([]);
});

test("maps the seed's flat sample to exactly this event", () => {
  const seed = pairs.find(({ name }) => name === 'seed');

  expect(onlyEvent(gcpAudit, seed?.raw)).toEqual(seed?.ocsf);
});

test('keeps the microseconds of a nanosecond time', () => {
  const { micros } = normalised(gcpAudit, { timestamp: '2024-08-12T10:30:00.123456789Z', protoPayload: {} });

  expect(micros).toEqual([1_723_458_600_123_456]);
});

test.each([
  [undefined, 1, undefined],
  [{}, 1, undefined],
  [{ message: 'OK' }, 1, undefined],
  [{ code: 0 }, 1, 'OK'],
  [{ code: 7, message: 'no' }, 2, 'PERMISSION_DENIED'],
  [{ code: '5' }, 2, 'NOT_FOUND'],
  [{ code: 4096 }, 2, undefined],
])('takes the status %j for status %d', (status, status_id, error) => {
  const event = onlyEvent(gcpAudit, { timestamp, protoPayload: { methodName: 'm.get', status } });

  expect([event.status_id, event.api?.response?.error]).toEqual([status_id, error]);
});

test.each([
  ['v1.compute.firewalls.insert', 1],
  ['google.iam.admin.v1.CreateServiceAccount', 1],
  ['storage.objects.get', 2],
  ['compute.instances.aggregatedList', 2],
  ['SetIamPolicy', 3],
  ['io.k8s.core.v1.pods.exec.create', 1],
  ['google.logging.v2.ConfigServiceV2.DeleteSink', 4],
  ['DestroyCryptoKeyVersion', 4],
  ['google.pubsub.v1.Publisher.BatchDeleteTopics', 4],
  ['SignJwt', 99],
])('takes the method %s for activity %d', (methodName, activity_id) => {
  expect(onlyEvent(gcpAudit, { timestamp, protoPayload: { methodName } }).activity_id).toBe(activity_id);
});

test.each([
  [{ principalEmail: 'hanako@shop.example' }, 'hanako@shop.example', 'User'],
  [{ principalSubject: 'user:hanako@shop.example' }, 'hanako@shop.example', 'User'],
  [{ principalEmail: 'systems@shop.example' }, 'systems@shop.example', 'User'],
  [{ principalEmail: 'x@p.iam.gserviceaccount.com' }, 'x@p.iam.gserviceaccount.com', 'System'],
  [{ principalEmail: 'system:anonymous' }, 'system:anonymous', 'System'],
  [{ authoritySelector: 'system:anonymous' }, 'system:anonymous', 'System'],
  [{ principalSubject: 'principal://iam.googleapis.com/x' }, 'principal://iam.googleapis.com/x', undefined],
])('names the caller %j', (authenticationInfo, name, type) => {
  const event = onlyEvent(gcpAudit, { timestamp, protoPayload: { methodName: 'm.get', authenticationInfo } });

  expect([event.actor?.user?.name, event.actor?.user?.type]).toEqual([name, type]);
});

test.each([
  ['the payload', { protoPayload: { timestamp } }],
  [
    'the arrival of the request',
    { protoPayload: { requestMetadata: { requestAttributes: { time: timestamp } } } },
  ],
  ['the arrival of the entry', { receiveTimestamp: timestamp, protoPayload: {} }],
])('falls back to the time of %s', (_, record) => {
  expect(onlyEvent(gcpAudit, record).time).toBe(1_723_458_600_000);
});

test('keeps apart two entries with one insert id by their time and log, and hashes where there is no id', () => {
  const entry = { timestamp, logName: 'projects/p/logs/l', protoPayload: { methodName: 'm.get' } };

  const hashed = onlyEvent(gcpAudit, entry).metadata.uid;

  expect(onlyEvent(gcpAudit, { ...entry, insertId: 'i' }).metadata).toMatchObject({
    uid: 'i',
    log_name: 'projects/p/logs/l',
  });
  expect(hashed).toMatch(/^[0-9a-f]{32}$/);
  expect(onlyEvent(gcpAudit, { ...entry, severity: 'INFO' }).metadata.uid).not.toBe(hashed);
});

test('a request without any id to stand beside it stays unmapped', () => {
  const event = onlyEvent(gcpAudit, {
    timestamp,
    protoPayload: { methodName: 'm.get', request: { size: '12' } },
  });

  expect(event.api?.request).toBeUndefined();
  expect(event.unmapped).toEqual({ protoPayload: { request: { size: '12' } } });
});

test.each([
  ['a time that is none', { timestamp: '...', protoPayload: {} }, 'timestamp is no time: ...'],
  ['a string', 'timestamp', 'a JSON object'],
])('quarantines a record with %s, naming what is wrong', (_, record, reason) => {
  const { events, outcome } = normalised(gcpAudit, record);

  expect(events).toEqual([]);
  expect(outcome).toEqual({ kind: 'quarantined', reason: expect.stringContaining(reason) });
});

test('a partial entry without a time becomes an event at time 0', () => {
  const { events, outcome } = normalised(gcpAudit, { methodName: 'v1.compute.firewalls.patch' });

  expect(outcome).toEqual({ kind: 'written' });
  expect(events.map(({ time, class_uid }) => [time, class_uid])).toEqual([[0, 6003]]);
});
