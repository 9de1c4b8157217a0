import { errors } from '../../../lib/ocsf/validate';
import { SOURCES, sourceById } from '../../../lib/sources';
import { normaliseAll } from './aws/normalise';

/** The seed's samples, flat and incomplete as they are there. */
const SEED: readonly (readonly [
  source: string,
  record: Record<string, string | Record<string, string>> | string,
])[] = [
  [
    'aws-cloudtrail',
    {
      eventVersion: '1.08',
      userIdentity: { type: 'IAMUser' },
      eventTime: '2024-08-12T10:30:00Z',
      awsRegion: 'us-east-1',
    },
  ],
  ['aws-cloudtrail', { eventTime: '2024-08-12T10:30:00Z', userIdentity: { type: 'IAMUser' } }],
  [
    'azure-activity',
    {
      time: '2024-08-12T10:30:00.000Z',
      caller: 'user@company.com',
      level: 'Information',
      location: 'East US',
    },
  ],
  [
    'gcp-audit',
    {
      timestamp: '2024-08-12T10:30:00.000Z',
      authenticationInfo: { principalEmail: 'user@company.com' },
      serviceName: 'compute.googleapis.com',
    },
  ],
  ['aws-vpc-flow', '2024-08-12T10:15:30Z 10.0.1.100 203.0.113.50 443 443 TCP 15234 52428800 ACCEPT'],
];

describe('the register of sources', () => {
  it('has each source once, by its id', () => {
    expect(SOURCES.map(({ id }) => sourceById(id))).toEqual(SOURCES);
    expect(new Set(SOURCES.map(({ id }) => id)).size).toBe(SOURCES.length);
    expect(sourceById('nonsense')).toBeUndefined();
  });

  it.each(SEED)('knows the seed’s sample of %s, which no other source claims: %j', (id, record) => {
    expect(SOURCES.filter((source) => source.recognise(record)).map((source) => source.id)).toEqual([id]);
  });

  it.each(SEED)(
    'makes a valid event of the seed’s sample of %s, of a class the source names: %j',
    (id, record) => {
      const source = sourceById(id);
      const { events } = source ? normaliseAll(source, [record]) : { events: [] };

      expect(events).toHaveLength(1);
      expect(source?.classes).toContain(events[0]?.class_uid);
      expect(events.flatMap((event) => errors(event))).toEqual([]);
    },
  );

  it.each(['', 'text', '{}', 0, null, [], {}, { a: 1 }])('has no source for %j', (record) => {
    expect(SOURCES.filter((source) => source.recognise(record))).toEqual([]);
  });
});
