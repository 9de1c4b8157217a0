import { alarmActs } from '../../../infra/policy/checks/alarm-acts';
import { eventTells } from '../../../infra/policy/checks/event-tells';
import { metricExists } from '../../../infra/policy/checks/metric-exists';
import type { JsonObject, JsonValue } from '../../../lib/json';
import { template } from './support';

const RUNBOOK = 'Runbook: infra/aws/RUNBOOKS.md#a-monitor-of-the-estate';

const messages = (check: typeof alarmActs, resources: Record<string, JsonObject>) =>
  check.check(template(resources)).map(({ message }) => message);

describe('an alarm without an action', () => {
  const alarm = (properties: JsonObject = {}): JsonObject => ({
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: 'acme-monitor-cpu',
      AlarmDescription: `Too busy. ${RUNBOOK}`,
      Metrics: [
        { Id: 'resources', Expression: 'SELECT MAX(CPUUtilization) FROM "AWS/EC2" GROUP BY InstanceId' },
      ],
      ...properties,
    },
  });
  const pattern = (more: JsonObject = {}, detail: JsonObject = {}): JsonObject => ({
    source: ['aws.cloudwatch'],
    'detail-type': ['CloudWatch Alarm Contributor State Change'],
    detail: { alarmName: [{ prefix: 'acme-monitor-' }], ...detail },
    ...more,
  });
  const rule = (EventPattern: JsonObject, properties: JsonObject = {}): JsonObject => ({
    Type: 'AWS::Events::Rule',
    Properties: { EventPattern, Targets: [{ Id: 'bus', Arn: 'arn:of:bus' }], ...properties },
  });
  const state = { 'detail-type': ['CloudWatch Alarm State Change'] };

  it.each<[string, JsonObject, JsonObject]>([
    ['every change of each resource', rule(pattern()), alarm()],
    ['every change of the alarm', rule(pattern(state, { alarmName: ['acme-monitor-cpu'] })), alarm()],
    [
      'every change of an alarm on one metric',
      rule(pattern(state)),
      alarm({ MetricName: 'CPUUtilization', Metrics: undefined }),
    ],
  ])('is told by a rule that takes %s', (_, taking, told) => {
    expect(messages(alarmActs, { Alarm: told, Rule: taking })).toEqual([]);
  });

  it.each<[string, JsonObject | undefined, JsonObject?]>([
    ['there is no rule', undefined],
    ['the rule is of other alarms', rule(pattern({}, { alarmName: [{ prefix: 'other-' }] }))],
    ['the rule is of any name at all', rule(pattern({}, { alarmName: [{ prefix: '' }] }))],
    ['the rule names no alarm', rule(pattern({}, { alarmName: undefined }))],
    ['the rule leaves changes out', rule(pattern({}, { state: { value: ['OK'] } }))],
    ['the rule is of another account', rule(pattern({ account: ['111111111111'] }))],
    ['the rule is of something else', rule(pattern({ source: ['aws.ec2'] }))],
    ['the rule is disabled', rule(pattern(), { State: 'DISABLED' })],
    ['the rule has no target', rule(pattern(), { Targets: [] })],
    [
      'the rule is of a bus where CloudWatch tells nothing',
      rule(pattern(), { EventBusName: 'acme-security' }),
    ],
    ['it has no name', rule(pattern()), alarm({ AlarmName: undefined })],
    ['it has no contributors', rule(pattern()), alarm({ MetricName: 'CPUUtilization' })],
  ])('tells nobody where %s', (_, taking, told = alarm()) => {
    expect(messages(alarmActs, { Alarm: told, ...(taking && { Rule: taking }) })).toEqual([
      expect.stringContaining('nobody hears of it'),
    ]);
  });

  it.each<[string, JsonValue]>([
    ['none', []],
    ['no value', [{ Ref: 'AWS::NoValue' }]],
    ['an empty one', ['']],
  ])('is one whose list has %s', (_, AlarmActions) => {
    expect(messages(alarmActs, { Alarm: alarm({ AlarmActions }) })).toHaveLength(1);
  });
});

describe('an alarm’s description', () => {
  const described = (AlarmDescription: JsonValue) =>
    messages(alarmActs, {
      Alarm: {
        Type: 'AWS::CloudWatch::CompositeAlarm',
        Properties: { AlarmActions: ['t'], AlarmDescription },
      },
    });

  it.each<[string, JsonValue, string]>([
    ['without words', '', 'is empty'],
    ['without a runbook', 'Too busy.', 'no runbook that exists, got "…Too busy."'],
    [
      'with a runbook that is not there',
      'Busy. Runbook: infra/aws/RUNBOOKS.md#busy',
      'no runbook that exists',
    ],
    [
      'with a runbook of somebody else',
      'Busy. Runbook: https://example.com/#dead-letters',
      'no runbook that exists',
    ],
    ['with words after the runbook', `Busy. ${RUNBOOK} or not`, 'no runbook that exists'],
    ['of a runbook alone', RUNBOOK, 'nothing but its runbook'],
  ])('%s is found', (_, description, problem) => {
    expect(described(description)).toEqual([expect.stringContaining(problem)]);
  });

  it('may be put together from parts', () => {
    expect(described({ 'Fn::Join': ['', ['Read ', { Ref: 'Log' }, `. ${RUNBOOK}`]] })).toEqual([]);
  });
});

describe('a rule that tells people', () => {
  const told = (target: JsonObject) =>
    messages(eventTells, { Rule: { Type: 'AWS::Events::Rule', Properties: { Targets: [target] } } });
  const topic = 'arn:aws:sns:eu-west-1:222222222222:acme-alarms';
  const description = { what: '$.detail.configuration.description' };

  it('may pass on what an alarm says, if it does', () => {
    const transformer = (InputTemplate: string) => ({
      InputTransformer: { InputPathsMap: description, InputTemplate },
    });

    expect(told({ Arn: topic, ...transformer('"<what>"') })).toEqual([]);
    expect(told({ Arn: topic, ...transformer('"something happened"') })).toHaveLength(1);
  });

  it('is not one that tells a queue', () => {
    expect(told({ Arn: 'arn:aws:sqs:eu-west-1:222222222222:acme' })).toEqual([]);
  });

  it('sends words, not an event', () => {
    expect(told({ Arn: topic })).toEqual([expect.stringContaining('is empty')]);
    expect(told({ Arn: topic, Input: `"Look. ${RUNBOOK}"` })).toEqual([]);
  });
});

describe('a metric of the platform', () => {
  const alarm = (MetricName: string, dimensions: Record<string, string>, Namespace = 'acme'): JsonObject => ({
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      Metrics: [
        {
          Id: 'one',
          MetricStat: {
            Metric: {
              Namespace,
              MetricName,
              Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
            },
          },
        },
      ],
    },
  });
  const looks = (...args: Parameters<typeof alarm>) => messages(metricExists, { Alarm: alarm(...args) });

  it('is one that a handler tells, by its dimension', () => {
    expect(looks('Lag', { service: 'detect', class: 'seconds' })).toEqual([]);
    expect(looks('RecordsQuarantined', { service: 'normalize' })).toEqual([]);
  });

  it.each<[string, Parameters<typeof alarm>, string]>([
    ['of a name that nobody declares', ['Lags', { service: 'detect', class: 'seconds' }], 'does not declare'],
    ['of a name that every object has', ['toString', { service: 'detect' }], 'does not declare'],
    ['without its dimension', ['Lag', { service: 'detect' }], 'told by service and class'],
    ['with another dimension', ['Lag', { service: 'detect', source: 'x' }], 'told by service and class'],
    [
      'with a dimension it has not',
      ['RecordsQuarantined', { service: 'normalize', class: 'x' }],
      'told by service',
    ],
    ['without a handler', ['RecordsQuarantined', {}], 'of none'],
    [
      'of a handler that does not tell it',
      ['RecordsQuarantined', { service: 'detect' }],
      'of detect, which no panel',
    ],
    [
      'of a value that the handler never tells',
      ['Lag', { service: 'detect', class: 'hours' }],
      'of detect and hours',
    ],
    [
      'of another platform',
      ['RecordsQuarantined', { service: 'normalize' }, 'other'],
      'neither AWS nor this platform',
    ],
  ])('%s is found', (_, args, problem) => {
    expect(looks(...args)).toEqual([expect.stringContaining(problem)]);
  });
});

describe('a dashboard', () => {
  const shows = (...metrics: JsonValue[]) =>
    messages(metricExists, {
      Dashboard: {
        Type: 'AWS::CloudWatch::Dashboard',
        Properties: {
          DashboardBody: {
            'Fn::Join': [
              '',
              [
                '{"region":"',
                { Ref: 'AWS::Region' },
                `","widgets":[{"properties":{"metrics":${JSON.stringify(metrics)}}}]}`,
              ],
            ],
          },
        },
      },
    });
  const search = (text: string) => [{ expression: `SEARCH('${text}', 'Sum', 300)` }];

  it('shows series that are told, one or all there are', () => {
    expect(
      shows(
        ['acme', 'Lag', 'service', 'detect', 'class', 'seconds', { stat: 'Maximum' }],
        search('{"acme",service,source} MetricName="RecordsWritten" service="normalize"'),
        search('{AWS/SQS,QueueName} MetricName="ApproximateNumberOfMessagesVisible" acme'),
      ),
    ).toEqual([]);
  });

  it.each<[string, JsonValue]>([
    ['a series without its dimension', ['acme', 'Lag', 'service', 'detect', {}]],
    [
      'a search of a handler that tells none',
      search('{"acme",service,source} MetricName="RecordsWritten" service="notify"'),
    ],
    [
      'a search by a dimension that is not there',
      search('{AWS/SQS,Queue} MetricName="ApproximateNumberOfMessagesVisible" acme'),
    ],
    ['a search for no metric', search('{AWS/SQS,QueueName} acme')],
  ])('is found with %s', (_, row) => {
    expect(shows(row)).toHaveLength(1);
  });
});
