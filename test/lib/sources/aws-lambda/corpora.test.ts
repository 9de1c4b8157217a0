import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../../../lib/json';
import { errors } from '../../../../lib/ocsf/validate';
import { describeWith, SHARED } from '../../../support/needs';
import { valueAt } from '../aws/normalise';
import { readDelivery } from './messages';

const read = (name: string) => readFileSync(join(SHARED, 'corpora', 'aws-lambda', name), 'utf8');

/** The word in front of a request id and the figures behind it, taken from the text on its own terms. */
function expectedOf({ message, timestamp }: { message: string; timestamp: number }, fn: string) {
  const [word] = message.split(' ');
  const figure = (label: string) => {
    const before = message.split(new RegExp(`(?:^|[^d] |t|\\s)${label}: `))[1];
    return before === undefined ? undefined : Number.parseFloat(before);
  };
  return {
    type: { START: 'platform.start', END: 'platform.end', REPORT: 'platform.report' }[word ?? ''],
    request: message.slice(message.indexOf(': ') + 2).slice(0, 36),
    function: fn,
    time: timestamp,
    memory: [figure('Memory Size'), figure('Max Memory Used')],
    billed: figure('Billed Duration'),
    init: figure('Init Duration'),
  };
}

function actualOf(event: JsonObject) {
  const metric = (name: string) => valueAt(event, `unmapped.metrics.${name}`);
  return {
    type: valueAt(event, 'metadata.event_code'),
    request: valueAt(event, 'api.request.uid'),
    function: valueAt(event, 'app.name'),
    time: event.time,
    memory: [metric('memorySizeMB'), metric('maxMemoryUsedMB')],
    billed: metric('billedDurationMs'),
    init: metric('initDurationMs'),
  };
}

describeWith(['shared'], 'real log groups of functions', () => {
  it.each([
    ['datadog-cloudwatch_log_coldstart', 'storms-cloudwatch-event', 3],
    ['datadog-cloudwatch_log_lambda_invocation', 'hello-dog-node-dev-hello12x', 2],
  ])('of %s say what they say, by subscription and by Lambda event', async (name, fn, count) => {
    const lines = JSON.parse(read(`${name}.json`)).logEvents as { message: string; timestamp: number }[];
    const own = lines.filter((line) => /^(START|END|REPORT) RequestId/.test(line.message));
    const { events, outcomes } = await readDelivery(read(`${name}.json`));

    expect(own).toHaveLength(count);
    expect(events.map(actualOf)).toEqual(own.map((line) => expectedOf(line, fn)));
    expect(outcomes.filter((kind) => kind === 'collected')).toHaveLength(lines.length - count);
    expect(events.flatMap((event) => errors(event))).toEqual([]);
    expect(await readDelivery(read(`${name}.awslogs-event.json`))).toEqual({ events, outcomes });
  });

  it('of report lines give their figures; what only begins like one is no report', async () => {
    const { events, outcomes } = await readDelivery(read('datadog-report-lines.ndjson'));

    expect(outcomes).toEqual(['written', 'written', 'written', 'collected']);
    expect(events.map((event) => valueAt(event, 'unmapped.metrics.durationMs'))).toEqual([
      0.62, 0.81, 1711.87,
    ]);
    expect(events.map((event) => valueAt(event, 'metadata.correlation_uid'))).toEqual([
      undefined,
      undefined,
      '1-5d83c0ad-b8eb33a0b1de97d804fac890',
    ]);
  });
});
