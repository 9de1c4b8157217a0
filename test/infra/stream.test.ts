import { Match, type Template } from 'aws-cdk-lib/assertions';
import { busFolders, streamedDetailTypes } from '../../infra/aws/stream/streamed';
import type { ResolvedPlatform } from '../../lib/config/resolved';
import { SOURCES } from '../../lib/sources';
import { AWS, AWS_ORGANIZATION, resolved } from '../lib/config/support';
import { spelled } from './pipeline-support';
import { streamTemplate } from './stream-support';
import { awsTemplates, platformOf, removeOutputs } from './support';

afterAll(removeOutputs);

const LOGS = '  cloudwatch_logs: create\n';
const HEAD = 'version: 1\nname: acme\nlifecycle: production\n';
const OF_AWS = SOURCES.filter(({ collection }) => collection.aws !== undefined).map(({ id }) => id);
/** Every source of AWS with the same words of the configuration. */
const allSources = (words: string) =>
  `sources: { ${OF_AWS.map((id) => `${id}: { ${words} }`).join(', ')} }\n`;

function streamOf(platform: ResolvedPlatform): Template {
  const found = streamTemplate(platform);
  if (!found) {
    throw new Error('the platform has no streams');
  }
  return found;
}
const stream = streamOf(platformOf('production', '', AWS_ORGANIZATION + LOGS));
const trial = streamOf(platformOf('trial', '', AWS));
const production = (text: string, clouds = AWS) => resolved(`${HEAD}${text}${clouds}`);

describe('the streams', () => {
  it('are encrypted with the key of the security account, and keep a day', () => {
    for (const name of ['acme-events', 'acme-logs']) {
      stream.hasResourceProperties('AWS::Kinesis::Stream', {
        Name: name,
        RetentionPeriodHours: 24,
        StreamEncryption: { EncryptionType: 'KMS', KeyId: Match.anyValue() },
      });
    }
  });

  it('have a stream of log groups only where CloudWatch Logs is asked for', () => {
    trial.resourceCountIs('AWS::Kinesis::Stream', 1);
    trial.resourcePropertiesCountIs('AWS::Lambda::EventSourceMapping', {}, 1);
    stream.resourcePropertiesCountIs('AWS::Lambda::EventSourceMapping', {}, 2);
  });

  it.each([
    ['startup', 1, 1, 4],
    ['midsize', 4, 2, 12],
    ['enterprise', 70, 28, 196],
  ])('have the shards that a %s needs, and as many readers at once', (volume, events, logs, readers) => {
    const template = streamOf(production(`volume: ${volume}\n`, AWS + LOGS));

    template.hasResourceProperties('AWS::Kinesis::Stream', { Name: 'acme-events', ShardCount: events });
    template.hasResourceProperties('AWS::Kinesis::Stream', { Name: 'acme-logs', ShardCount: logs });
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'acme-detect',
      ReservedConcurrentExecutions: readers,
    });
  });

  it('reserve nothing in a trial, whose account may have too little to reserve from', () => {
    trial.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'acme-detect',
      ReservedConcurrentExecutions: Match.absent(),
    });
  });
});

describe('what streams', () => {
  it('follows from the sources: every kind of event by which one of them has events on the bus', () => {
    const platform = production(`volume: startup\n${allSources('criticality: critical')}`);
    const expected = SOURCES.flatMap(({ collection }) => collection.aws?.detailTypes ?? []);

    expect(streamedDetailTypes(platform)).toEqual([...new Set(expected)]);
    expect(expected).toContain('AWS API Call via CloudTrail');
  });

  it.each(['criticality: normal', 'enabled: false'])('is nothing, and costs nothing, at %s', (words) => {
    const template = streamTemplate(production(`volume: startup\n${allSources(words)}`));

    expect(template?.findResources('AWS::Kinesis::Stream') ?? {}).toEqual({});
    expect(template?.findResources('AWS::Lambda::Function') ?? {}).toEqual({});
  });

  it('leaves out a source that is normal, and keeps the others', () => {
    const platform = (criticality: string) =>
      production(`volume: startup\nsources: { aws-cloudtrail: { criticality: ${criticality} } }\n`);

    expect(streamedDetailTypes(platform('normal'))).not.toContain('AWS API Call via CloudTrail');
    expect(streamedDetailTypes(platform('important'))).toContain('AWS API Call via CloudTrail');
  });
});

describe('events of the central bus', () => {
  it('go to the stream by a role that only this rule may take, each in the shard of its id', () => {
    stream.hasResourceProperties('AWS::Events::Rule', {
      Name: 'acme-bus-stream',
      EventBusName: 'acme-security',
      State: 'ENABLED',
      Targets: [
        {
          Id: 'bus-stream',
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^EventsStream'), 'Arn'] },
          KinesisParameters: { PartitionKeyPath: '$.id' },
          RoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^BusToStreamRole'), 'Arn'] },
          RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
          DeadLetterConfig: { Arn: Match.anyValue() },
        },
      ],
    });
    const [role] = Object.values(
      stream.findResources('AWS::IAM::Role', { Properties: { RoleName: 'acme-bus-stream' } }),
    );
    const [trust] = role?.Properties.AssumeRolePolicyDocument.Statement ?? [];

    expect(trust.Principal).toEqual({ Service: 'events.amazonaws.com' });
    expect(trust.Condition.StringEquals).toEqual({ 'aws:SourceAccount': '222222222222' });
    expect(spelled(trust.Condition.ArnEquals['aws:SourceArn'])).toBe(
      'arn:${Partition}:events:ap-northeast-1:222222222222:rule/acme-security/acme-bus-stream',
    );
  });

  it('include the read-only calls where those are asked for', () => {
    streamOf(platformOf('trial', '', `${AWS}  read_events: create\n`)).hasResourceProperties(
      'AWS::Events::Rule',
      {
        Name: 'acme-bus-stream',
        State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
      },
    );
  });

  it('go to the raw store where a service writes none itself, in the folder the pipeline reads', () => {
    const folders = busFolders(platformOf('trial'));

    expect(folders.map(({ folder }) => folder)).toEqual(
      SOURCES.filter(({ collection }) => collection.aws?.rawFromBus).flatMap(
        ({ collection }) => collection.aws?.folders ?? [],
      ),
    );
    for (const { folder, detailTypes } of folders) {
      stream.hasResourceProperties('AWS::Events::Rule', {
        Name: `acme-bus-${folder.toLowerCase()}`,
        EventPattern: { 'detail-type': detailTypes },
      });
      stream.hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', {
        DeliveryStreamName: `acme-bus-${folder.toLowerCase()}`,
        DeliveryStreamType: 'DirectPut',
        ExtendedS3DestinationConfiguration: {
          Prefix: `AWSLogs/222222222222/${folder}/ap-northeast-1/!{timestamp:yyyy/MM/dd/HH}/`,
          CompressionFormat: 'GZIP',
          ProcessingConfiguration: {
            Processors: [Match.objectLike({ Type: 'AppendDelimiterToRecord' })],
          },
        },
      });
    }
  });
});

describe('log groups', () => {
  it('are read from their stream by a Firehose, which unpacks them into the raw store', () => {
    stream.hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', {
      DeliveryStreamName: 'acme-logs',
      DeliveryStreamType: 'KinesisStreamAsSource',
      KinesisStreamSourceConfiguration: {
        KinesisStreamARN: { 'Fn::GetAtt': [Match.stringLikeRegexp('^LogsStream'), 'Arn'] },
        RoleARN: { 'Fn::GetAtt': [Match.stringLikeRegexp('^LogsToRawRole'), 'Arn'] },
      },
      ExtendedS3DestinationConfiguration: {
        BucketARN: {
          'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::acme-raw-666666666666-ap-northeast-1']],
        },
        Prefix: 'CloudWatchLogs/ap-northeast-1/!{timestamp:yyyy/MM/dd/HH}/',
        CompressionFormat: 'GZIP',
        ProcessingConfiguration: {
          Processors: [
            Match.objectLike({ Type: 'Decompression' }),
            Match.objectLike({ Type: 'AppendDelimiterToRecord' }),
          ],
        },
      },
    });
  });

  it('have a stream to go to before a destination is made, which tries it', () => {
    const platform = platformOf('production', '', AWS_ORGANIZATION + LOGS);
    const names = Object.keys(awsTemplates(platform));

    expect(names.indexOf('acme-aws-stream')).toBeLessThan(names.indexOf('acme-aws-region-us-east-1'));
  });

  it('are delivered to the raw store though nobody looks at them in real time', () => {
    const template = streamOf(
      production(
        `volume: startup
${allSources('criticality: normal')}`,
        AWS + LOGS,
      ),
    );

    template.hasResourceProperties('AWS::Kinesis::Stream', { Name: 'acme-logs' });
    template.resourceCountIs('AWS::Lambda::EventSourceMapping', 0);
  });
});

describe('the function that looks at streams', () => {
  it('is given a batch within a second, less of it after a failure, and none that is older than an hour', () => {
    for (const name of ['^EventsStream', '^LogsStream']) {
      stream.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
        EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp(name), 'Arn'] },
        StartingPosition: 'TRIM_HORIZON',
        MaximumBatchingWindowInSeconds: 1,
        ParallelizationFactor: 2,
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumRetryAttempts: 10,
        MaximumRecordAgeInSeconds: 3600,
        DestinationConfig: {
          OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('^FailedBucket'), 'Arn'] } },
        },
      });
    }
  });

  it('keeps what failed for good, encrypted, for two weeks, and people are told of it', () => {
    stream.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: 'acme-stream-failed-222222222222-ap-northeast-1',
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          Match.objectLike({ ServerSideEncryptionByDefault: Match.objectLike({ SSEAlgorithm: 'aws:kms' }) }),
        ],
      },
      LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 14 })] },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    });
    stream.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: Match.objectLike({ source: ['aws.s3'], 'detail-type': ['Object Created'] }),
      Targets: [
        Match.objectLike({ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DeadLettersQueue'), 'Arn'] } }),
      ],
    });
    stream.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 1,
    });
  });
});

describe('the alarms of the streams', () => {
  const alarms = Object.values(stream.findResources('AWS::CloudWatch::Alarm'));

  it('each tell the operators, and say what to read and what to do', () => {
    for (const { Properties } of alarms) {
      expect(Properties.AlarmActions).toHaveLength(1);
      expect(spelled(Properties.AlarmDescription)).toMatch(
        /(?:read|see) .*(?:mend|raise|send|suppress)|detect failed: read/s,
      );
    }
  });

  it.each([
    ['Lag', { Threshold: 60, Dimensions: Match.arrayWith([{ Name: 'class', Value: 'seconds' }]) }],
    ['IteratorAge', { Threshold: 60_000 }],
    ['RecordsUnreadable', { Threshold: 1 }],
    ['WriteProvisionedThroughputExceeded', { Threshold: 1, EvaluationPeriods: 3 }],
    ['DeliveryToS3.DataFreshness', { Threshold: 900 }],
    ['DeliveryToS3.Success', { Threshold: 1, ComparisonOperator: 'LessThanThreshold' }],
    ['Errors', { Threshold: 1 }],
  ])('watch %s', (metric, properties) => {
    stream.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: metric, ...properties });
  });
});
