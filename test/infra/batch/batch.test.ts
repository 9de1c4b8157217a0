import { Match } from 'aws-cdk-lib/assertions';
import { parseBatchEvent, parseBatchSettings } from '../../../lib/batch/settings';
import type { JsonObject } from '../../../lib/json';
import { AWS, AWS_ORGANIZATION, resolved } from '../../lib/config/support';
import { spelled } from '../pipeline-support';
import { platformOf, removeOutputs } from '../support';
import { batchOf } from './support';

afterAll(removeOutputs);

const plain = batchOf(platformOf('production', '', AWS_ORGANIZATION));
const withSpark = batchOf(
  platformOf(
    'production',
    'batch: { emr: create, daily_cost_limit_usd: 7.5, history_days: 60 }\n',
    AWS_ORGANIZATION,
  ),
);
const trial = batchOf(platformOf('trial', '', AWS));

/** What the function is told, references as text. */
function settingsOf(template: typeof plain): string {
  const [fn] = Object.values(template.findResources('AWS::Lambda::Function'));
  return spelled(fn?.Properties.Environment.Variables.SETTINGS as JsonObject);
}

describe('the schedules', () => {
  it.each([
    ['hour', 'cron(40 * * * ? *)'],
    ['day', 'cron(10 2 * * ? *)'],
  ])('of closed %ss say which, and for when', (windows, cron) => {
    plain.hasResourceProperties('AWS::Scheduler::Schedule', {
      Name: `acme-batch-${windows}`,
      ScheduleExpression: cron,
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 10 },
      Target: Match.objectLike({
        Input: `{"windows":"${windows}","time":"<aws.scheduler.scheduled-time>"}`,
        RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 3600 },
        DeadLetterConfig: { Arn: Match.anyValue() },
      }),
    });
  });

  it('send what the function reads', () => {
    for (const { Properties } of Object.values(plain.findResources('AWS::Scheduler::Schedule'))) {
      const sent = Properties.Target.Input.replace('<aws.scheduler.scheduled-time>', '2024-08-12T10:40:00Z');

      expect(parseBatchEvent(JSON.parse(sent)).scheduledMicros).toBe(1_723_459_200_000_000);
    }
    for (const wrong of [
      undefined,
      {},
      { windows: 'week', time: '2024-08-12T10:40:00Z' },
      { windows: 'day' },
    ]) {
      expect(() => parseBatchEvent(wrong)).toThrow('run-batch: expected');
    }
  });

  it('are called with a role for this group of this account alone, that calls this one function', () => {
    const [role] = Object.values(
      plain.findResources('AWS::IAM::Role', { Properties: { RoleName: 'acme-batch-schedule' } }),
    );
    const [statement] = role?.Properties.AssumeRolePolicyDocument.Statement ?? [];

    expect(statement.Principal).toEqual({ Service: 'scheduler.amazonaws.com' });
    expect(spelled(statement.Condition.StringEquals['aws:SourceArn'])).toBe(
      'arn:${Partition}:scheduler:ap-northeast-1:222222222222:schedule-group/acme-batch',
    );
    expect(statement.Condition.StringEquals['aws:SourceAccount']).toBe('222222222222');
  });
});

describe('the workgroup', () => {
  it.each([
    [plain, 200_000_000_000],
    [withSpark, 1_500_000_000_000],
  ])('stops a query that alone read what a day may cost', (template, bytes) => {
    template.hasResourceProperties('AWS::Athena::WorkGroup', {
      Name: 'acme-batch-runner',
      WorkGroupConfiguration: {
        BytesScannedCutoffPerQuery: bytes,
        EnforceWorkGroupConfiguration: true,
        ResultConfiguration: Match.objectLike({
          OutputLocation: 's3://acme-query-results-222222222222-ap-northeast-1/batch-runner/',
          ExpectedBucketOwner: '222222222222',
          EncryptionConfiguration: Match.objectLike({ EncryptionOption: 'SSE_KMS' }),
        }),
      },
    });
  });
});

describe('the function', () => {
  it('is told where it asks, what a day may cost, and how long the past is', () => {
    expect(parseBatchSettings(settingsOf(plain))).toMatchObject({
      home: 'ap-northeast-1',
      workgroup: 'acme-batch-runner',
      database: 'acme',
      usdPerDay: 1,
      historyDays: 30,
    });
    expect(parseBatchSettings(settingsOf(plain)).spark).toBeUndefined();
    expect(() => parseBatchSettings('{"home":"x"}')).toThrow('deploy Security/Batch again');
  });

  it('runs once at a time in production, and gives an event up after an hour', () => {
    plain.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'acme-run-batch',
      ReservedConcurrentExecutions: 1,
      Timeout: 900,
      DeadLetterConfig: Match.anyValue(),
    });
    plain.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 1,
      MaximumEventAgeInSeconds: 3600,
    });
    trial.hasResourceProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: Match.absent() });
  });

  it.each([
    ['Lag', 21_600, { class: 'hours', service: 'run-batch' }],
    ['JobsPostponed', 1, { service: 'run-batch' }],
  ])('is watched by %s', (name, threshold, dimensions) => {
    plain.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'acme',
      MetricName: name,
      Threshold: threshold,
      Dimensions: Match.arrayWith(
        Object.entries(dimensions).map(([Name, Value]) => Match.objectLike({ Name, Value })),
      ),
      AlarmActions: [Match.anyValue()],
    });
  });
});

describe('Spark', () => {
  it('is there where it is asked for, bounded, and costs nothing while it idles', () => {
    plain.resourceCountIs('AWS::EMRServerless::Application', 0);
    withSpark.hasResourceProperties('AWS::EMRServerless::Application', {
      Type: 'SPARK',
      Architecture: 'ARM64',
      AutoStopConfiguration: { Enabled: true, IdleTimeoutMinutes: 5 },
      MaximumCapacity: { Cpu: '8 vCPU', Memory: '32 GB' },
      InitialCapacity: Match.absent(),
    });
  });

  it.each([
    ['startup', 8, 1],
    ['midsize', 16, 5],
    ['enterprise', 64, 50],
  ])('and the day’s limit grow with the volume: %s', (volume, vcpu, usd) => {
    const { batch } = resolved(
      `version: 1\nname: acme\nlifecycle: trial\nvolume: ${volume}\nbatch: { emr: create }\n${AWS}`,
    );

    expect(batch).toEqual({ usdPerDay: usd, historyDays: 30, spark: { vcpu, memoryGb: vcpu * 4 } });
    expect(parseBatchSettings(settingsOf(withSpark))).toMatchObject({
      usdPerDay: 7.5,
      historyDays: 60,
      spark: { vcpu: 8, memoryGb: 32 },
    });
  });

  it('takes its role for this application of this account alone', () => {
    const [role] = Object.values(
      withSpark.findResources('AWS::IAM::Role', { Properties: { RoleName: 'acme-batch-spark' } }),
    );
    const [statement] = role?.Properties.AssumeRolePolicyDocument.Statement ?? [];

    expect(statement.Condition).toEqual({
      StringEquals: { 'aws:SourceAccount': '222222222222' },
      ArnLike: { 'aws:SourceArn': { 'Fn::GetAtt': [expect.stringContaining('SparkApplication'), 'Arn'] } },
    });
  });

  it('tells the operators of runs that failed', () => {
    withSpark.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/EMRServerless',
      MetricName: 'FailedJobs',
      AlarmActions: [Match.anyValue()],
    });
  });
});

describe('other partitions', () => {
  it.each(['us-gov-west-1', 'cn-north-1'])('synthesize without a literal one: %s', (region) => {
    const template = batchOf(
      platformOf('trial', 'batch: { emr: create }\n', AWS.replace('ap-northeast-1', region)),
    );

    expect(JSON.stringify(template.toJSON())).not.toContain('arn:aws');
  });
});
