/** Metrics that a service publishes under the same dimensions. */
interface ServiceMetrics {
  /** Each set of dimensions that they have; any other names a series that never gets a value. */
  readonly dimensions: readonly (readonly string[])[];
  readonly metrics: readonly string[];
}

/**
 * What AWS's services publish to CloudWatch, as far as alarms and dashboards here look at it. Whoever looks at more adds
 * it, from the page of the service's own guide that each is from.
 */
export const AWS_METRICS: Readonly<Record<string, ServiceMetrics>> = {
  // Amazon Athena User Guide, "List of CloudWatch metrics and dimensions for Athena": none by WorkGroup alone.
  'AWS/Athena': {
    dimensions: [['QueryState', 'QueryType', 'WorkGroup']],
    metrics: ['ProcessedBytes', 'TotalExecutionTime', 'QueryQueueTime', 'EngineExecutionTime'],
  },
  // EMR Serverless User Guide, "Monitoring EMR Serverless": from release 7.10 on ApplicationName is one, too.
  'AWS/EMRServerless': {
    dimensions: [['ApplicationId']],
    metrics: ['FailedJobs', 'SuccessJobs', 'CancelledJobs', 'RunningJobs', 'PendingJobs'],
  },
  // Amazon Data Firehose Developer Guide, "Monitor with CloudWatch metrics", delivery to Amazon S3.
  'AWS/Firehose': {
    dimensions: [['DeliveryStreamName']],
    metrics: [
      'DeliveryToS3.DataFreshness',
      'DeliveryToS3.Success',
      'DeliveryToS3.Records',
      'IncomingRecords',
    ],
  },
  // Amazon Kinesis Data Streams Developer Guide, "Monitor with CloudWatch", basic stream-level metrics.
  'AWS/Kinesis': {
    dimensions: [['StreamName']],
    metrics: [
      'WriteProvisionedThroughputExceeded',
      'ReadProvisionedThroughputExceeded',
      'GetRecords.IteratorAgeMilliseconds',
      'IncomingRecords',
      'IncomingBytes',
    ],
  },
  // AWS Lambda Developer Guide, "Types of metrics" and "Metrics dimensions".
  'AWS/Lambda': {
    dimensions: [['FunctionName'], ['FunctionName', 'Resource']],
    metrics: ['Errors', 'Invocations', 'Throttles', 'Duration', 'ConcurrentExecutions', 'IteratorAge'],
  },
  // Amazon SQS Developer Guide, "Available CloudWatch metrics".
  'AWS/SQS': {
    dimensions: [['QueueName']],
    metrics: [
      'ApproximateAgeOfOldestMessage',
      'ApproximateNumberOfMessagesVisible',
      'ApproximateNumberOfMessagesNotVisible',
      'NumberOfMessagesSent',
    ],
  },
  // AWS Step Functions Developer Guide, "Monitoring with CloudWatch metrics", execution metrics.
  'AWS/States': {
    dimensions: [['StateMachineArn']],
    metrics: ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted', 'ExecutionThrottled'],
  },
};
