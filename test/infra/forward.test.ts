import { Match } from 'aws-cdk-lib/assertions';
import { AWS, AWS_ORGANIZATION } from '../lib/config/support';
import { FORWARD } from './forward-support';
import { pipelineTemplates } from './pipeline-support';
import { platformOf, removeOutputs } from './support';

afterAll(removeOutputs);

const templateOf = (lifecycle: 'trial' | 'production', text: string, aws = AWS_ORGANIZATION) => {
  const { pipeline } = pipelineTemplates(platformOf(lifecycle, text, aws));
  if (!pipeline) {
    throw new Error('no pipeline');
  }
  return pipeline;
};
const template = templateOf('production', FORWARD);

describe('forwarding', () => {
  it('is not there unless it is asked for', () => {
    const without = templateOf('production', '');

    expect(JSON.stringify(without.toJSON())).not.toMatch(/acme-forward|NotificationConfiguration/);
  });

  it('has a queue a destination, with dead letters and an alarm of its own', () => {
    for (const name of ['azure', 'lake', 'soc']) {
      template.hasResourceProperties('AWS::SQS::Queue', {
        QueueName: `acme-forward-${name}`,
        SqsManagedSseEnabled: true,
        MessageRetentionPeriod: 1_209_600,
        RedrivePolicy: {
          deadLetterTargetArn: {
            'Fn::GetAtt': [Match.stringLikeRegexp(`^Forward${name}DeadLetters`), 'Arn'],
          },
          maxReceiveCount: 48,
        },
      });
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        MetricName: 'EventsRefused',
        Dimensions: Match.arrayWith([{ Name: 'destination', Value: name }]),
      });
    }
    template.resourcePropertiesCountIs(
      'AWS::CloudWatch::Alarm',
      {
        MetricName: 'ApproximateAgeOfOldestMessage',
        AlarmDescription: Match.stringLikeRegexp('for destination'),
        Threshold: 3600,
      },
      3,
    );
  });

  it('keeps trying for a day, and hides a message until its run is certainly over', () => {
    const [queue] = Object.values(
      template.findResources('AWS::SQS::Queue', { Properties: { QueueName: 'acme-forward-soc' } }),
    );
    const [fn] = Object.values(
      template.findResources('AWS::Lambda::Function', { Properties: { FunctionName: 'acme-forward' } }),
    );
    const { VisibilityTimeout, RedrivePolicy } = queue?.Properties ?? {};

    expect(VisibilityTimeout).toBeGreaterThanOrEqual(6 * fn?.Properties.Timeout);
    expect(VisibilityTimeout * RedrivePolicy.maxReceiveCount).toBeGreaterThanOrEqual(86_400);
  });

  it('is told by S3 of each destination’s parcels alone, once the queue lets S3 in', () => {
    const [lake] = Object.values(
      template.findResources('AWS::S3::Bucket', {
        Properties: { BucketName: 'acme-lake-222222222222-ap-northeast-1' },
      }),
    );

    expect(lake?.Properties.NotificationConfiguration.QueueConfigurations).toEqual(
      ['azure', 'lake', 'soc'].map((name) => ({
        Event: 's3:ObjectCreated:*',
        Queue: { 'Fn::GetAtt': [expect.stringMatching(`^Forward${name}Queue`), 'Arn'] },
        Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: `forward/${name}/` }] } },
      })),
    );
    expect(lake?.DependsOn).toEqual(
      expect.arrayContaining([expect.stringMatching(/^ForwardsocQueuePolicy/)]),
    );
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      Queues: [{ Ref: Match.stringLikeRegexp('^ForwardsocQueue') }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Sid: 'FromLake',
            Action: 'sqs:SendMessage',
            Principal: { Service: 's3.amazonaws.com' },
            Condition: {
              ArnEquals: {
                'aws:SourceArn': {
                  'Fn::Join': [
                    '',
                    ['arn:', { Ref: 'AWS::Partition' }, ':s3:::acme-lake-222222222222-ap-northeast-1'],
                  ],
                },
              },
              StringEquals: { 'aws:SourceAccount': '222222222222' },
            },
          }),
        ]),
      },
    });
  });

  it('gathers what becomes files, and sends the rest at once, each destination apart', () => {
    const sources = Object.values(template.findResources('AWS::Lambda::EventSourceMapping'))
      .map(({ Properties }) => Properties)
      .filter(({ EventSourceArn }) => JSON.stringify(EventSourceArn).includes('Forward'));

    expect(sources).toHaveLength(3);
    expect(sources.map(({ BatchSize }) => BatchSize).sort()).toEqual([10, 10, 1000]);
    expect(sources.find(({ BatchSize }) => BatchSize === 1000)).toMatchObject({
      MaximumBatchingWindowInSeconds: 300,
    });
    for (const source of sources) {
      expect(source).toMatchObject({
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 2 },
      });
    }
  });

  it('reserves what its destinations may run at once, in production only', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'acme-forward',
      ReservedConcurrentExecutions: 7,
      VpcConfig: Match.absent(),
    });
    templateOf('trial', FORWARD, AWS).hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'acme-forward',
      ReservedConcurrentExecutions: Match.absent(),
    });
  });

  it('looks every hour for what S3 did not tell of', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'cron(20 * * * ? *)',
      Targets: [
        Match.objectLike({
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ForwardFunction|^Forward'), 'Arn'] },
        }),
      ],
    });
  });
});
