import { errors } from '../../../../lib/ocsf/validate';
import { azureActivity } from '../../../../lib/sources/azure-activity/source';
import { fixturePairs, normalised, onlyEvent } from './normalised';

const pairs = fixturePairs('azure-activity');

test.each(pairs)('recognises and maps the form $name to a valid event', ({ raw, ocsf }) => {
  const event = onlyEvent(azureActivity, raw);

  expect(azureActivity.recognise(raw)).toBe(true);
  expect(event).toMatchObject(ocsf);
  expect(errors(event)).toEqual([]);
});

test("maps the seed's flat sample to exactly this event", () => {
  const seed = pairs.find(({ name }) => name === 'seed');

  expect(onlyEvent(azureActivity, seed?.raw)).toEqual(seed?.ocsf);
});

test.each([
  ['7 digits, the last cut', '2024-08-12T10:30:00.1234567Z', 1_723_458_600_123_456],
  ['9 digits', '2024-08-12T10:30:00.123456789Z', 1_723_458_600_123_456],
  ['no zone', '2024-08-12T10:30:00', 1_723_458_600_000_000],
  ['month first', '08/12/2024 10:30:00', 1_723_458_600_000_000],
])('reads a time with %s', (_, time, micros) => {
  const { events, micros: times } = normalised(azureActivity, { time, caller: 'a@b.example' });

  expect(times).toEqual([micros]);
  expect(events[0]?.time).toBe(Math.floor(micros / 1000));
});

test.each([
  ['Success', 1],
  ['succeeded', 1],
  ['0', 1],
  [200, 1],
  ['Failure', 2],
  ['FAILED', 2],
  [403, 2],
  ['AuthorizationFailure', 2],
  ['Start', 99],
  ['Started', 99],
  ['Accepted', 99],
  ['Active', 99],
  [undefined, 0],
])('takes the result %s for status %d and keeps the word', (resultType, status_id) => {
  const event = onlyEvent(azureActivity, { time: '2024-08-12T10:30:00Z', caller: 'a@b.example', resultType });

  expect(event.status_id).toBe(status_id);
  expect(event.status_code).toBe(resultType === undefined ? undefined : String(resultType));
});

test('does not take a failed step inside a started operation for a failure', () => {
  const event = onlyEvent(azureActivity, {
    time: '2024-08-12T10:30:00Z',
    operationName: 'Microsoft.Compute/disks/write',
    resultType: 'Start',
    properties: { statusMessage: '{"status":"Failed"}' },
  });

  expect([event.status_id, event.status, event.api?.response?.message]).toEqual([
    99,
    'Start',
    '{"status":"Failed"}',
  ]);
});

test.each([
  ['203.0.113.7', { ip: '203.0.113.7' }],
  ['203.0.113.7:28915', { ip: '203.0.113.7', port: 28_915 }],
  ['203.0.113.7:99999', { ip: '203.0.113.7' }],
  ['2001:db8::7', { ip: '2001:db8::7' }],
  ['[2001:db8::7]', { ip: '2001:db8::7' }],
  ['0.0.0.0', { ip: '0.0.0.0' }],
  ['proxy.internal:80', { name: 'proxy.internal:80' }],
  ['', { name: 'Unknown' }],
  [null, { name: 'Unknown' }],
])('puts the caller address %s where it belongs', (callerIpAddress, src_endpoint) => {
  const event = onlyEvent(azureActivity, {
    time: '2024-08-12T10:30:00Z',
    caller: 'a@b.example',
    callerIpAddress,
  });

  expect(event.src_endpoint).toEqual(src_endpoint);
});

test('gives one uid to a record whose delivery attributes differ, another to a record whose content does', () => {
  const record = { time: '2024-08-12T10:30:00Z', caller: 'a@b.example', properties: { entity: 'x' } };

  const uid = (extra: object) => onlyEvent(azureActivity, { ...record, ...extra }).metadata.uid;

  expect(uid({ Stamp: 'one' })).toBe(uid({ Stamp: 'two' }));
  expect(uid({ properties: { entity: 'y' } })).not.toBe(uid({}));
});

test.each([
  ['a time that is none', { time: 'yesterday' }, 'time is no time: yesterday'],
  ['a REST time that is none', { eventTimestamp: '2024-13-01' }, 'eventTimestamp is no time: 2024-13-01'],
  ['a list', [], 'a JSON object'],
])('quarantines a record with %s, naming what is wrong', (_, record, reason) => {
  const { events, outcome } = normalised(azureActivity, record);

  expect(events).toEqual([]);
  expect(outcome).toEqual({ kind: 'quarantined', reason: expect.stringContaining(reason) });
});

test('an application, which has no name in its token, had none in the event: its object id stands for it', () => {
  const claims = { idtyp: 'app', 'http://schemas.microsoft.com/identity/claims/objectidentifier': 'ob-1' };
  const event = onlyEvent(azureActivity, {
    time: '2026-03-04T05:06:07Z',
    operationName: 'MICROSOFT.COMPUTE/VIRTUALMACHINES/WRITE',
    category: 'Administrative',
    identity: { claims },
  });

  expect(event.actor?.user).toMatchObject({ name: 'ob-1', uid: 'ob-1', type: 'System' });
});
