import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { processInput, type Rejected } from '../../../lib/pipeline/process-input';
import { SOURCES } from '../../../lib/sources';
import type { Source } from '../../../lib/sources/source';
import { describeWith, SHARED } from '../../support/needs';

const FLOW = '2 111122223333 eni-1 10.0.1.100 203.0.113.50 443 443 6 20 4249 1723458600 1723458660 ACCEPT OK';
const END = 'END RequestId: 3f2f1c4e-8a51-4b1f-9d3e-0c5a7b6d2e10';
const TRAIL = JSON.stringify({
  eventVersion: '1.08',
  eventTime: '2024-08-12T10:30:00Z',
  eventName: 'StopLogging',
});
const GROUPS = 's3://raw/CloudWatchLogs/eu-west-1/2024/08/12/10/x.gz';
const ELB = 's3://raw/AWSLogs/111122223333/elasticloadbalancing/eu-west-1/2024/08/12/x.log.gz';

/** A line as Firehose writes them: a message of one group. */
const message = (logGroup: string, lines: readonly string[], owner = '111122223333') =>
  `${JSON.stringify({
    messageType: 'DATA_MESSAGE',
    owner,
    logGroup,
    logStream: 's',
    logEvents: lines.map((line, index) => ({ id: `${index}`, timestamp: 1723458600000, message: line })),
  })}\n`;

async function run(path: string, text: string, sources: readonly Source[] = SOURCES) {
  const written: string[] = [];
  const rejected: Rejected[] = [];
  const { accounts, ...total } = await processInput(
    { input: 'i', path },
    (async function* () {
      yield Buffer.from(text);
    })(),
    { sources, pipeline: (event, time, _source, sink) => sink.event(event, time) },
    {
      event: (_event, _time, source) => written.push(source.id),
      finding: () => undefined,
      quarantine: (each) => rejected.push(each),
      drain: async () => undefined,
    },
  );
  const counts = Object.fromEntries(
    accounts.map(({ source, account, events: _, textBytes: __, ...count }) => [
      `${source} ${account}`,
      Object.fromEntries(Object.entries(count).filter(([, value]) => value > 0)),
    ]),
  );
  return { written, rejected: rejected.map(({ source, reason }) => [source, reason]), counts, total };
}

describe('records that nobody recognises', () => {
  it('are collected where a log is kept that has no parser, for the account of the key', async () => {
    const { rejected, counts, total } = await run(ELB, 'h2 2024-08-12T10:30:00Z app/a …\nh2 …\n');

    expect(rejected).toEqual([]);
    expect(counts).toEqual({ 'aws-elb 111122223333': { collected: 2 } });
    expect(total).toMatchObject({ received: 2, collected: 2, written: 0, quarantined: 0 });
  });

  it('are quarantined in the folder of a parsed source, and anywhere else', async () => {
    const trail = 's3://raw/AWSLogs/111122223333/CloudTrail/eu-west-1/2024/08/12/x.json.gz';

    expect((await run(trail, 'what is this\n')).counts).toEqual({ 'unknown -': { quarantined: 1 } });
    expect((await run('x.log', 'what is this\n')).counts).toEqual({ 'unknown -': { quarantined: 1 } });
  });

  it('are quarantined where they are damaged: nobody could ever read them', async () => {
    const { counts } = await run(ELB, '{"a": \n');

    expect(counts).toEqual({ 'aws-elb -': { quarantined: 1 } });
  });

  it('are none in a file that holds nothing', async () => {
    const check = 's3://raw/AWSLogs/111122223333/Config/ConfigWritabilityCheckFile';
    const { rejected, counts, total } = await run(check, '');

    expect(rejected).toEqual([]);
    expect(counts).toEqual({ 'aws-config -': { skipped: 1 } });
    expect(total).toMatchObject({ received: 1, skipped: { 'writability check of AWS Config': 1 } });
  });

  it('are counted by items of a snapshot of AWS Config, not by files', async () => {
    const config = ELB.replace('elasticloadbalancing', 'Config');
    const snapshot = { fileVersion: '1.0', configurationItems: [{ resourceId: 'a' }, { resourceId: 'b' }] };

    expect((await run(config, JSON.stringify(snapshot))).counts).toEqual({
      'aws-config 111122223333': { collected: 2 },
    });
  });
});

describe('a file of CloudWatch Logs with many groups and accounts', () => {
  it('has each line counted where it belongs, by the account that logged it', async () => {
    const { written, rejected, counts } = await run(
      GROUPS,
      [
        message('/aws/vpc/flows', [FLOW]),
        message('shop', ['GET / 200', '{"level":"info"}'], '444455556666'),
        message('/aws/lambda/orders', [END, 'order 17 taken']),
        message('trail', [TRAIL]),
      ].join(''),
    );

    expect(written).toEqual(['aws-vpc-flow', 'aws-lambda', 'aws-cloudtrail']);
    expect(rejected).toEqual([]);
    expect(counts).toEqual({
      'aws-cloudtrail -': { written: 1 },
      'aws-cloudwatch-logs 444455556666': { collected: 2 },
      'aws-lambda 111122223333': { written: 1, collected: 1 },
      'aws-vpc-flow 111122223333': { written: 1 },
    });
  });

  it('keeps a function from logging records in the name of another source', async () => {
    const forged = message('/aws/lambda/victim', [END], '999999999999').trim();
    const { written, counts } = await run(GROUPS, message('/aws/lambda/orders', [TRAIL, FLOW, forged]));

    expect(written).toEqual(['aws-lambda']);
    expect(counts).toEqual({ 'aws-lambda 111122223333': { written: 1, collected: 2 } });
  });

  it('keeps to the one source that is asked for', async () => {
    const flows = SOURCES.filter(({ id }) => id === 'aws-vpc-flow');
    const { written, counts } = await run('x.json', message('g', [FLOW]) + message('h', ['2 broken']), flows);

    expect(written).toEqual(['aws-vpc-flow']);
    expect(counts['aws-vpc-flow -']).toEqual({ quarantined: 1 });
  });

  it('balances, whatever is in it and wherever it lies', async () => {
    const line = fc.oneof(fc.constantFrom(FLOW, END, TRAIL, 'text', '{}', '{"a":', ''), fc.string());
    const text = fc.array(
      fc.oneof(
        line,
        fc
          .tuple(fc.constantFrom('/aws/lambda/a', 'shop', '/aws/vpc/flows'), fc.array(line, { maxLength: 4 }))
          .map(([group, lines]) => message(group, lines).trim()),
      ),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(GROUPS, ELB, 'x.log'), text, async (path, lines) => {
        const { counts, total } = await run(path, lines.join('\n'));
        const skipped = Object.values(total.skipped).reduce((sum, count) => sum + count, 0);
        const found = Object.values(counts).flatMap((count) => Object.values(count) as number[]);

        expect(total.received).toBe(total.written + skipped + total.collected + total.quarantined);
        expect(found.reduce((sum, count) => sum + count, 0)).toBe(total.received);
      }),
      { numRuns: 300 },
    );
  });
});

describeWith(['shared'], 'real logs without a parser', () => {
  it('of load balancers are collected, every line', async () => {
    const text = readFileSync(join(SHARED, 'corpora', 'aws-alb', 'plaso-aws_elb_access.log'), 'utf8');
    const lines = text.split('\n').filter((line) => line.trim() !== '').length;

    expect((await run(ELB, text)).counts).toEqual({ 'aws-elb 111122223333': { collected: lines } });
  });
});
