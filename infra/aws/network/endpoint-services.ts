import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** How a service is reached from a VPC without a way out: over a gateway, which costs nothing, or an interface. */
export type Endpoint =
  | { readonly kind: 'gateway'; readonly service: 's3' | 'dynamodb' }
  | { readonly kind: 'interface'; readonly service: string };

const over = (service: string): Endpoint => ({ kind: 'interface', service });

/**
 * Endpoints by the prefix of IAM actions, for services that functions may call.
 * Source: AWS PrivateLink, services that integrate.
 */
const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  s3: { kind: 'gateway', service: 's3' },
  dynamodb: { kind: 'gateway', service: 'dynamodb' },
  athena: over('athena'),
  cloudtrail: over('cloudtrail'),
  cloudwatch: over('monitoring'),
  'emr-serverless': over('emr-serverless'),
  events: over('events'),
  firehose: over('kinesis-firehose'),
  glue: over('glue'),
  kinesis: over('kinesis-streams'),
  lambda: over('lambda'),
  logs: over('logs'),
  secretsmanager: over('secretsmanager'),
  securityhub: over('securityhub'),
  sns: over('sns'),
  sqs: over('sqs'),
  states: over('states'),
  sts: over('sts'),
  kms: over('kms'),
};

/** What services do with the function's role: Lambda reads queues and streams for it, Athena the catalog. */
const BY_SERVICES: readonly RegExp[] = [
  /^kinesis:(?:DescribeStream|DescribeStreamSummary|GetRecords|GetShardIterator|ListShards|ListStreams|SubscribeToShard)$/,
  /^sqs:(?:ReceiveMessage|DeleteMessage|ChangeMessageVisibility|GetQueueAttributes|GetQueueUrl)$/,
  /^glue:(?:GetDatabase|GetPartitions|GetTable)$/,
];

/**
 * What a function's own code calls by a statement, and the endpoint that each action needs. A key that is used by way
 * of S3 or DynamoDB alone is none of it. Throws for a service without an endpoint.
 */
export function endpointsFor(
  { actions, conditions }: PolicyStatement,
  whose: string,
): readonly { readonly action: string; readonly endpoint: Endpoint }[] {
  // Passing a role to a service is part of the call to that service.
  const part = ['kms:ViaService', 'iam:PassedToService'].some(
    (key) => key in (conditions.StringEquals ?? {}),
  );
  const called = part ? [] : actions;
  return called
    .filter((action) => !BY_SERVICES.some((form) => form.test(action)))
    .map((action) => {
      const endpoint = ENDPOINTS[action.split(':')[0] ?? ''];
      if (endpoint === undefined) {
        throw new Error(
          `${whose} calls ${action}, and infra/aws/network/endpoint-services.ts knows no VPC endpoint for it: add one, or leave the function outside (no network)`,
        );
      }
      return { action, endpoint };
    });
}
