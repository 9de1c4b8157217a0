import { alarmActs } from '../../infra/policy/checks/alarm-acts';
import { metricExists } from '../../infra/policy/checks/metric-exists';
import { type Series, seriesOfAlarm } from '../../infra/policy/metrics';
import { type Resource, resourcesOf, spelled, withCarried } from '../../infra/policy/template';
import { isTold, type PanelSeries } from '../../lib/health/panel';
import { PANELS } from '../../lib/health/panels';
import { RUNBOOKS, type RunbookId, runbookAnchor, runbookLine } from '../../lib/health/runbooks';
import { type JsonObject, list, number, object } from '../../lib/json';
import { METRICS, type MetricDefinition } from '../../lib/telemetry';
import { PLATFORMS, templatesOf } from './policy/synthesized';
import { removeOutputs } from './support';

afterAll(removeOutputs);

/** Configurations that have every alarm there is between them. */
const NAMES = ['everything there is', 'a network of its own, and rules without a deploy'];
const templates = NAMES.flatMap((name) => {
  const platform = PLATFORMS[name];
  return platform ? templatesOf(platform()) : [];
}).flatMap(withCarried);
const resources = (...types: string[]) => templates.flatMap((one) => resourcesOf(one, ...types));
const alarms = resources('AWS::CloudWatch::Alarm').map((alarm) => ({
  alarm,
  name: `${alarm.stack.stack} ${alarm.logicalId}`,
  description: spelled(alarm.properties.AlarmDescription),
  series: seriesOfAlarm(alarm),
}));
const own = alarms.filter(({ alarm }) => list(alarm.properties.AlarmActions).length > 0);

/** Whether an alarm's series is one of those that a panel shows. */
function shows(panel: PanelSeries, { namespace, metric, dimensions }: Series): boolean {
  if (panel.metric !== metric) {
    return false;
  }
  if (isTold(panel)) {
    const { by = '' }: MetricDefinition = METRICS[panel.metric];
    return (
      namespace === 'acme' &&
      dimensions.service === panel.handler &&
      (panel.of === undefined || panel.of === dimensions[by])
    );
  }
  return (
    panel.namespace === namespace &&
    Object.keys(dimensions).sort().join() === [...panel.dimensions].sort().join() &&
    (panel.named ?? []).every((word) => Object.values(dimensions).join().includes(word))
  );
}

const runbooksOn = (series: readonly PanelSeries[]) =>
  new Set(
    own
      .filter((one) => one.series.some((looked) => series.some((shown) => shows(shown, looked))))
      .map(({ description }) => /#([a-z-]+)$/.exec(description)?.[1]),
  );

describe('alarms', () => {
  it.each(PANELS.flatMap((panel) => ('runbooks' in panel ? [panel] : [])))(
    'are on "$title", with its runbooks',
    ({ series, runbooks }) => {
      const found = runbooksOn(series);

      expect(runbooks.length).toBeGreaterThan(0);
      expect(runbooks.filter((id) => !found.has(id))).toEqual([]);
    },
  );

  it.each(PANELS.flatMap((panel) => ('unwatched' in panel ? [panel] : [])))(
    'are not on "$title", for a reason',
    ({ series, unwatched }) => {
      expect([...runbooksOn(series)]).toEqual([]);
      expect(unwatched.length).toBeGreaterThan(30);
    },
  );

  it('and what goes to people name every runbook', () => {
    const text = JSON.stringify(templates);
    const named = (id: RunbookId) =>
      new RegExp(`${runbookAnchor(id)}(?![a-z-])|"Key":"runbook","Value":"${id}"`).test(text);

    expect((Object.keys(RUNBOOKS) as RunbookId[]).filter((id) => !named(id))).toEqual([]);
  });

  it('have descriptions that CloudWatch takes, which say where to look', () => {
    expect(own.length).toBeGreaterThan(50);
    expect(own.filter(({ description }) => description.length > 900)).toEqual([]);
    expect(own.filter(({ description }) => !/: (read|see|look|send|ask)\b/.test(description))).toEqual([]);
  });

  it('tell the same people when it is over', () => {
    const silent = own.filter(
      ({ alarm: { properties } }) =>
        JSON.stringify(properties.OKActions) !== JSON.stringify(properties.AlarmActions),
    );

    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('take as silence nothing but what runs by a schedule', () => {
    const breaching = alarms.filter(({ alarm }) => alarm.properties.TreatMissingData === 'breaching');
    const others = alarms.filter(({ alarm }) =>
      ['notBreaching', 'ignore'].includes(String(alarm.properties.TreatMissingData)),
    );

    expect(breaching.length + others.length).toBe(alarms.length);
    expect(breaching.filter(({ description }) => !description.endsWith(SILENT))).toEqual([]);
  });

  it('look back no longer than CloudWatch can', () => {
    const seconds = ({ properties: { Period, EvaluationPeriods } }: Resource) =>
      (number(Period) ?? 0) * (number(EvaluationPeriods) ?? 0);
    const long = own.filter(
      ({ alarm }) => seconds(alarm) > ((number(alarm.properties.Period) ?? 0) < 3600 ? 86_400 : 7 * 86_400),
    );

    expect(long.map(({ name }) => name)).toEqual([]);
  });
});

describe('a mutated template', () => {
  /** What the checks say of an alarm's template with some of its properties replaced. */
  const found = ({ stack, logicalId, properties }: Resource, change: JsonObject) =>
    [alarmActs, metricExists].flatMap(({ check }) => {
      const changed = {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: { ...properties, ...change },
      } satisfies JsonObject;
      const others = object(stack.body.Resources) ?? {};
      return check({ ...stack, body: { Resources: { ...others, [logicalId]: changed } } });
    });
  const single = own.filter(({ alarm }) => alarm.properties.MetricName !== undefined);

  it.each<[string, (alarm: Resource) => JsonObject]>([
    ['disabled actions', () => ({ ActionsEnabled: false })],
    ['no actions', () => ({ AlarmActions: undefined })],
    ['no description', () => ({ AlarmDescription: undefined })],
    ['a runbook that is not there', () => ({ AlarmDescription: `Wrong. ${runbookLine('dead-letters')}x` })],
    ['another metric', ({ properties }) => ({ MetricName: `${spelled(properties.MetricName)}s` })],
    ['another namespace', ({ properties }) => ({ Namespace: `${spelled(properties.Namespace)}2` })],
    ['no dimensions', () => ({ Dimensions: [] })],
    [
      'a dimension too many',
      ({ properties }) => ({ Dimensions: [...list(properties.Dimensions), { Name: 'Stage', Value: 'x' }] }),
    ],
  ])('is found wanting with %s, of whatever alarm', (_, change) => {
    expect(
      single.filter(({ alarm }) => found(alarm, change(alarm)).length === 0).map(({ name }) => name),
    ).toEqual([]);
  });

  it('is sound without a change', () => {
    expect(single.flatMap(({ alarm }) => found(alarm, {}))).toEqual([]);
  });

  it('is found wanting without the rule that takes the alarms of monitors', () => {
    const carrying = templates.filter((one) =>
      resourcesOf(one, 'AWS::CloudWatch::Alarm').some(
        ({ properties }) => list(properties.AlarmActions).length === 0,
      ),
    );
    const without = carrying.map((one) => ({
      ...one,
      body: {
        Resources: Object.fromEntries(
          Object.entries(object(one.body.Resources) ?? {}).filter(
            ([, resource]) => object(resource)?.Type !== 'AWS::Events::Rule',
          ),
        ),
      },
    }));

    expect(carrying.length).toBeGreaterThan(0);
    expect(carrying.flatMap(alarmActs.check)).toEqual([]);
    expect(without.filter((one) => alarmActs.check(one).length === 0)).toEqual([]);
  });
});

const SILENT = runbookLine('a-function-does-not-run');

/** Told by its queue, too, which would hide a schedule that is gone: what it sweeps is late by an hour at most. */
const ALSO_TOLD = ['acme-forward'];

describe('what runs by a schedule', () => {
  const scheduled = [
    ...resources('AWS::Events::Rule')
      .filter(({ properties }) => properties.ScheduleExpression !== undefined)
      .flatMap((rule) => list(rule.properties.Targets).map((target) => [rule, object(target)?.Arn] as const)),
    ...resources('AWS::Scheduler::Schedule').map(
      (rule) => [rule, object(rule.properties.Target)?.Arn] as const,
    ),
  ].flatMap(([{ stack }, arn]) =>
    resourcesOf(stack, 'AWS::Lambda::Function').filter(
      ({ logicalId }) => spelled(arn) === `\${${logicalId}.Arn}`,
    ),
  );

  it('is every function with a round of its own', () => {
    const names = new Set(scheduled.map(({ properties }) => properties.FunctionName));

    for (const handler of ['notify', 'reconcile', 'verify-trail', 'enrol', 'run-batch', 'sweep-landing']) {
      expect(names).toContain(`acme-${handler}`);
    }
  });

  it.each(
    scheduled
      .filter(({ properties }) => !ALSO_TOLD.includes(String(properties.FunctionName)))
      .map((one) => [String(one.properties.FunctionName), one] as const),
  )('is missed when it does not run: %s', (name, { stack, logicalId }) => {
    const heartbeats = own.filter(
      ({ alarm, series, description }) =>
        alarm.stack === stack &&
        description.endsWith(SILENT) &&
        alarm.properties.TreatMissingData === 'breaching' &&
        (series[0]?.dimensions.FunctionName === `\${${logicalId}}` ||
          `acme-${series[0]?.dimensions.service}` === name),
    );

    expect(heartbeats).toHaveLength(1);
  });
});

describe('dead letters', () => {
  const queues = resources('AWS::SQS::Queue').filter((queue) => {
    const told = JSON.stringify(queue.stack.body);
    return (
      told.includes(`"deadLetterTargetArn":{"Fn::GetAtt":["${queue.logicalId}","Arn"]}`) ||
      told.includes(`"TargetArn":{"Fn::GetAtt":["${queue.logicalId}","Arn"]}`)
    );
  });

  it.each(queues.map((queue) => [queue.logicalId, queue] as const))(
    'have an alarm on any and one on old ones: %s',
    (_, { stack, logicalId }) => {
      const on = own.filter(
        ({ alarm, series }) =>
          alarm.stack === stack && series[0]?.dimensions.QueueName === `\${${logicalId}.QueueName}`,
      );

      expect(on.map(({ series }) => series[0]?.metric).sort()).toEqual([
        'ApproximateAgeOfOldestMessage',
        'ApproximateNumberOfMessagesVisible',
      ]);
      expect(on.every(({ alarm }) => alarm.properties.Statistic === 'Maximum')).toBe(true);
    },
  );

  it('are kept longer than their second alarm waits', () => {
    expect(queues.length).toBeGreaterThan(5);
    expect(queues.filter(({ properties }) => properties.MessageRetentionPeriod !== 14 * 86_400)).toEqual([]);
  });
});
