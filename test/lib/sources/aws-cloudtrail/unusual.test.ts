import type { JsonObject } from '../../../../lib/json';
import { validate } from '../../../../lib/ocsf/validate';
import { awsCloudTrail } from '../../../../lib/sources/aws-cloudtrail/source';
import { normaliseAll, onlyEvent } from '../aws/normalise';
import { record } from './fixtures';

const aggregated = (summary: JsonObject): JsonObject => ({
  eventVersion: '1.0',
  accountId: '111122223333',
  eventId: 'a-1',
  eventCategory: 'Aggregated',
  eventType: 'AwsAggregatedEvent',
  awsRegion: 'ap-northeast-1',
  eventSource: 's3.amazonaws.com',
  timeWindow: { windowStart: '2026-03-04T05:20:00Z', windowEnd: '2026-03-04T05:25:00Z', windowSize: 'PT5M' },
  summary,
});
const counted = (dimension: string, ...names: string[]): JsonObject => ({
  dimension,
  statistics: names.map((name) => ({ name, value: 3 })),
});

describe('an aggregated event, which was quarantined since it has no eventTime', () => {
  it.each<[string, JsonObject, string]>([
    ['its one operation', { primaryDimension: counted('eventName', 'PutObject') }, 'PutObject'],
    [
      'the operation among the details',
      { primaryDimension: counted('resourceARN', 'a', 'b'), details: [counted('eventName', 'GetObject')] },
      'GetObject',
    ],
    ['none where it counts several', { primaryDimension: counted('eventName', 'A', 'B') }, 'Unknown'],
    ['none where the summary is broken', { primaryDimension: 7, details: [null] }, 'Unknown'],
  ])('names %s', (_, summary, operation) => {
    const event = onlyEvent(awsCloudTrail, aggregated(summary));

    expect(event).toMatchObject({
      time: Date.UTC(2026, 2, 4, 5, 20),
      status_id: 0,
      api: { operation, service: { name: 's3.amazonaws.com' } },
      cloud: { account: { uid: '111122223333' } },
      metadata: { uid: 'a-1', original_time: '2026-03-04T05:20:00Z' },
      unmapped: { summary, timeWindow: { windowSize: 'PT5M' } },
    });
    expect(validate(event).filter(({ level }) => level !== 'recommended')).toEqual([]);
  });

  it('without a window is still quarantined', () => {
    const { timeWindow: _, ...rest } = aggregated({});

    expect(normaliseAll(awsCloudTrail, [rest]).events).toEqual([]);
  });
});

it('an IAM user whose userName is missing was named by the principal id, not by the ARN', () => {
  const userIdentity = {
    type: 'IAMUser',
    principalId: 'AIDAEXAMPLE00000001',
    arn: 'arn:aws:iam::111122223333:user/teams/sre/kenji',
  };

  expect(onlyEvent(awsCloudTrail, { ...record('iam-user'), userIdentity })).toMatchObject({
    actor: { user: { name: 'kenji' } },
  });
});

describe('a sourceIPAddress that lists several', () => {
  it.each([
    ['198.51.100.9, 203.0.113.6', '198.51.100.9', ['203.0.113.6']],
    ['2001:db8::9,198.51.100.9,10.0.0.1', '2001:db8::9', ['198.51.100.9', '10.0.0.1']],
  ])('%s was only a name: the caller is the first', (sourceIPAddress, ip, intermediate_ips) => {
    const event = onlyEvent(awsCloudTrail, { ...record('iam-user'), sourceIPAddress });

    expect(event.src_endpoint).toMatchObject({ ip, intermediate_ips });
    expect(validate(event).filter(({ level }) => level !== 'recommended')).toEqual([]);
  });

  it.each([
    '198.51.100.9, AWS Internal',
    '198.51.100.9,',
    ','.repeat(5000),
    `10.0.0.1${',10.0.0.1'.repeat(30)}`,
  ])('%.30s is no list of addresses, and stays a name', (sourceIPAddress) => {
    const { src_endpoint } = onlyEvent(awsCloudTrail, { ...record('iam-user'), sourceIPAddress });

    expect(src_endpoint).toEqual({ name: sourceIPAddress });
  });
});
