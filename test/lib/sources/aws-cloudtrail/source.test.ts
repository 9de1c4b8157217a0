import type { JsonObject } from '../../../../lib/json';
import { awsCloudTrail } from '../../../../lib/sources/aws-cloudtrail/source';
import { normaliseAll, onlyEvent } from '../aws/normalise';
import { record } from './fixtures';

const outcome = (raw: JsonObject | string | number | null) => normaliseAll(awsCloudTrail, [raw]).outcomes[0];

describe('deliveries that still wrap the record', () => {
  const plain = record('assumed-role');
  const reversed = Object.fromEntries(Object.entries(plain).reverse());

  it.each([
    ['JSON text, as a CloudWatch Logs message', JSON.stringify(plain)],
    ['LookupEvents', { EventId: 'x', EventName: 'y', CloudTrailEvent: JSON.stringify(plain) }],
    [
      'EventBridge',
      { version: '0', 'detail-type': 'AWS API Call via CloudTrail', source: 'aws.ec2', detail: plain },
    ],
    ['keys in another order', reversed],
  ])('give the same event: %s', (_, wrapped) => {
    expect(onlyEvent(awsCloudTrail, wrapped)).toEqual(onlyEvent(awsCloudTrail, plain));
  });

  it('give the same event where the record has no id of its own', () => {
    const { eventID, ...nameless } = plain;
    const other = Object.fromEntries(Object.entries(nameless).reverse());

    expect(eventID).toBeDefined();
    expect(onlyEvent(awsCloudTrail, other)).toEqual(onlyEvent(awsCloudTrail, nameless));
  });
});

describe('what becomes of a record', () => {
  it('skips digest files', () => {
    const digest = { awsAccountId: '111122223333', digestStartTime: '2024-08-12T10:00:00Z', logFiles: [] };

    expect(awsCloudTrail.recognise(digest)).toBe(true);
    expect(outcome(digest)).toEqual({ kind: 'skipped', reason: 'digest' });
  });

  it.each([
    [
      { ...record('iam-user'), eventTime: '' },
      'eventTime: expected a time like 2024-08-12T10:30:00Z, got ""',
    ],
    [{ ...record('iam-user'), eventTime: 'yesterday' }, 'got "yesterday"'],
    [{ ...record('iam-user'), eventTime: '2024-02-30T00:00:00Z' }, 'got "2024-02-30T00:00:00Z"'],
    [{ ...record('iam-user'), eventTime: 1723458600 }, 'got 1723458600'],
    [{ ...record('iam-user'), eventTime: {} }, 'got an object'],
    [7, 'expected a CloudTrail record (a JSON object), got 7'],
    ['a line', 'got "a line"'],
    [null, 'got nothing'],
  ])('quarantines %j, naming what is wrong', (raw, reason) => {
    expect(outcome(raw)).toMatchObject({ kind: 'quarantined', reason: expect.stringContaining(reason) });
  });
});

it('makes an event at time 0 of a partial record that names no time', () => {
  const times: number[] = [];

  for (const eventTime of [undefined, null]) {
    awsCloudTrail.open({ input: 'i', path: 'p' })({ ...record('iam-user'), eventTime }, ({ time }) =>
      times.push(time),
    );
  }

  expect(times).toEqual([0, 0]);
});

describe('recognise', () => {
  it.each([
    [
      'S3 notification',
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'us-east-1',
        eventTime: 'x',
        eventName: 'ObjectCreated:Put',
        userIdentity: {},
        s3: {},
      },
    ],
    [
      'Event Grid',
      {
        id: '1',
        eventType: 'Microsoft.Storage.BlobCreated',
        subject: '/',
        eventTime: '2024-08-12T10:30:00Z',
        data: {},
      },
    ],
    [
      'Azure activity',
      {
        time: '2024-08-12T10:30:00.000Z',
        caller: 'user@company.com',
        level: 'Information',
        location: 'East US',
      },
    ],
    [
      'Google audit',
      {
        timestamp: '2024-08-12T10:30:00.000Z',
        authenticationInfo: { principalEmail: 'user@company.com' },
        serviceName: 'compute.googleapis.com',
      },
    ],
    [
      'ActionTrail',
      {
        eventVersion: '1',
        eventSource: 'ecs.aliyuncs.com',
        acsRegion: 'cn-hangzhou',
        userIdentity: {},
        eventTime: 'x',
      },
    ],
    ['one attribute', { awsRegion: 'us-east-1' }],
    ['nothing', {}],
    ['a list', []],
    ['text', 'eventVersion eventTime awsRegion'],
    ['null', null],
  ])('leaves %s to others', (_, raw) => {
    expect(awsCloudTrail.recognise(raw)).toBe(false);
  });
});
