import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { cloudTrailRecord } from '../../../functions/local/demo/cloudtrail';
import { seeded } from '../../../functions/local/demo/random';
import { seedFiles } from '../../../functions/local/demo/scenario';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { kumomori, ndjson, scratchFolder, write } from './support/cli';

const START = Date.UTC(2024, 7, 12, 10, 30);
const folder = scratchFolder();

const records = (count: number) => {
  const random = seeded(7);
  return Array.from({ length: count }, (_, i) => cloudTrailRecord(random, START + i * 1000));
};

describe('kumomori normalize', () => {
  it.each([
    ['aws.json', undefined],
    ['azure.json', 'user@company.com'],
    ['gcp.json', 'user@company.com'],
  ])("reads the seed's flat sample %s", (name, user) => {
    const sample = seedFiles().find(({ path }) => path === `seed/${name}`);

    const { status, stdout } = kumomori(['normalize', '-'], { input: sample?.body });

    const [event] = ndjson<OcsfEvent>(stdout);
    expect(status).toBe(0);
    expect(event?.time).toBe(1723458600000);
    if (user) {
      expect(event?.actor?.user?.name).toBe(user);
    }
  });

  it('gives the same events however the records were delivered', () => {
    const trail = records(5);
    const plain = JSON.stringify({ Records: trail });
    const lines = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join('\n');
    const logEvents = trail.map((record, i) => ({
      id: `${i}`,
      timestamp: START,
      message: JSON.stringify(record),
    }));
    const deliveries: Record<string, string | Buffer> = {
      records: plain,
      gzip: gzipSync(plain),
      'several gzip members': Buffer.concat([gzipSync(plain.slice(0, 1000)), gzipSync(plain.slice(1000))]),
      'bare array': JSON.stringify(trail),
      'pretty-printed': JSON.stringify({ Records: trail }, null, 2),
      ndjson: lines(trail),
      'LookupEvents output': JSON.stringify({
        Events: trail.map((record) => ({ EventId: record.eventID, CloudTrailEvent: JSON.stringify(record) })),
      }),
      'CloudWatch Logs': JSON.stringify({
        messageType: 'DATA_MESSAGE',
        owner: '111111111111',
        logGroup: 'trail',
        logStream: 's',
        subscriptionFilters: [],
        logEvents,
      }),
      EventBridge: lines(
        trail.map((detail) => ({
          version: '0',
          'detail-type': 'AWS API Call via CloudTrail',
          source: 'aws.ec2',
          detail,
        })),
      ),
    };

    const results = Object.entries(deliveries).map(([name, body]) => {
      const { stdout, status } = kumomori(['normalize', '-'], { input: Buffer.from(body) });
      return [name, status, ndjson(stdout)] as const;
    });

    const expected = results[0]?.[2];
    expect(expected).toHaveLength(5);
    for (const [name, status, events] of results) {
      expect([name, status, events]).toEqual([name, 0, expected]);
    }
  });

  it('counts each file in the summary and keeps each rejected record with its reason', () => {
    const [good, next] = records(2).map((record) => JSON.stringify(record));
    const trail = write(folder(), 'logs/trail.json', `${good}\n{"eventVersion": broken\n${next}\n`);
    const empty = write(folder(), 'logs/zero.json', '');
    const [summary, rejects] = [join(folder(), 's.json'), join(folder(), 'q.ndjson')];

    const { status, stdout, stderr } = kumomori([
      'normalize',
      '--summary',
      summary,
      '--quarantine',
      rejects,
      trail,
      empty,
    ]);

    expect(status).toBe(3);
    expect(ndjson(stdout)).toHaveLength(2);
    expect(stderr.trim().split('\n')).toEqual(['kumomori: 2 of 4 records quarantined']);
    expect(JSON.parse(readFileSync(summary, 'utf8'))).toEqual({
      received: 4,
      events: 2,
      skipped: 0,
      quarantined: 2,
      files: [
        { path: trail, source: 'aws-cloudtrail', received: 3, events: 2, skipped: {}, quarantined: 1 },
        { path: empty, source: 'unknown', received: 1, events: 0, skipped: {}, quarantined: 1 },
      ],
    });
    expect(ndjson(readFileSync(rejects, 'utf8'))).toEqual([
      {
        path: trail,
        record: 1,
        source: 'aws-cloudtrail',
        reason: expect.stringContaining('JSON'),
        raw: '{"eventVersion": broken',
      },
      { path: empty, record: 0, source: 'unknown', reason: expect.stringContaining('empty'), raw: '' },
    ]);
  });

  it('counts digests as declared skips, and flow log headers as no records', () => {
    const digest = write(
      folder(),
      'digest.json',
      JSON.stringify({
        digestStartTime: 'x',
        digestEndTime: 'y',
        digestS3Bucket: 'b',
        logFiles: [],
        awsAccountId: '111111111111',
      }),
    );
    const flow = write(
      folder(),
      'flow.log',
      'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n' +
        '2 111111111111 eni-1 10.0.0.1 10.0.0.2 1 443 6 1 40 1723458600 1723458660 ACCEPT OK\n' +
        '2 111111111111 eni-1 - - - - - - - 1723458600 1723458660 - NODATA\n',
    );
    const summary = join(folder(), 's.json');

    const { status } = kumomori(['normalize', '--summary', summary, digest, flow]);

    expect(status).toBe(0);
    expect(
      JSON.parse(readFileSync(summary, 'utf8')).files.map((file: object) => ({ ...file, path: '' })),
    ).toEqual([
      { path: '', source: 'aws-cloudtrail', received: 1, events: 0, skipped: { digest: 1 }, quarantined: 0 },
      { path: '', source: 'aws-vpc-flow', received: 2, events: 1, skipped: { nodata: 1 }, quarantined: 0 },
    ]);
  });

  it('masks by default, and leaves the text clear when told to', () => {
    const sentence = 'user email: john.doe@company.com called from 090-1234-5678';
    const [record] = records(1).map((each) => ({ ...each, requestParameters: { note: sentence } }));
    const input = Buffer.from(JSON.stringify(record));

    const masked = kumomori(['normalize', '-'], { input }).stdout;
    const clear = kumomori(['normalize', '--no-mask', '-'], { input }).stdout;

    expect(masked).toContain('user email: [EMAIL_MASKED] called from [PHONE_MASKED]');
    expect(masked).not.toContain('john.doe');
    expect(clear).toContain(sentence);
  });

  it.each([
    [['normalize'], "missing required argument 'paths'"],
    [['normalize', 'no/such/file'], 'no/such/file: no such file or folder'],
    [['normalize', '--source', 'nope', '-'], '--source nope: no such source; one of auto, aws-cloudtrail'],
    [['normalize', '--config', 'none.yaml', '-'], 'none.yaml: cannot be read'],
    [['frobnicate'], "unknown command 'frobnicate'"],
  ])('answers wrong usage %j with a line on stderr and status 2', (args, message) => {
    const { status, stdout, stderr } = kumomori(args, { input: Buffer.from('') });

    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });
});
