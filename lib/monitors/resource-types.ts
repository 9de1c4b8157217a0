import { type CloudWatchMetric, published } from './cloudwatch-metric';

/** What a number of a metric is counted in. */
export type MetricKind = 'percent' | 'count' | 'seconds' | 'milliseconds' | 'bytes';

/** A metric of a resource type, and where each cloud has it. */
export interface ResourceMetric {
  readonly kind: MetricKind;
  /** Absent where the monitor itself says which metric it is. */
  readonly aws?: CloudWatchMetric;
  /** Names that the tags of its monitors are restricted to, since they are the metric's own. @default any tag */
  readonly labels?: readonly string[];
}

interface ResourceTypeDefinition {
  readonly title: string;
  readonly metrics: Readonly<Record<string, ResourceMetric>>;
}

const of = (kind: MetricKind, aws: CloudWatchMetric): ResourceMetric => ({ kind, aws });
/** A metric that has no tags: monitors name values of its dimensions instead. */
const byLabel = (kind: MetricKind, aws: CloudWatchMetric): ResourceMetric => ({
  kind,
  aws,
  labels: aws.dimensions,
});

const ec2 = published('AWS/EC2', 'InstanceId');
const rds = published('AWS/RDS', 'DBInstanceIdentifier');
const elb = published('AWS/ApplicationELB', 'LoadBalancer');
const lambda = published('AWS/Lambda', 'FunctionName');
const lambdaInsights = published('LambdaInsights', 'function_name');
const sqs = published('AWS/SQS', 'QueueName');
const ecs = published('AWS/ECS', 'ClusterName', 'ServiceName');
const dynamodb = published('AWS/DynamoDB', 'TableName', 'Operation');
const service = published('ContainerInsights', 'ClusterName', 'Namespace', 'Service');
const requests = published('ApplicationSignals', 'Environment', 'Service');
const pod = published('ContainerInsights', 'ClusterName', 'Namespace', 'PodName', 'FullPodName');
const container = published(
  'ContainerInsights',
  'ClusterName',
  'Namespace',
  'PodName',
  'FullPodName',
  'ContainerName',
);
const node = published('ContainerInsights', 'ClusterName', 'NodeName', 'InstanceId');

/** Of metrics that are 1 or 0 for each request, the average is the part that are 1: a hundredth is a percent. */
const PART = { unit: 100 };
const MEBIBYTES = { unit: 1024 ** 2 };
/** Published for each operation: a resource is the table. */
const TABLE = { resource: ['TableName'] };

/**
 * What can be watched, one vocabulary for all clouds. A resource's tags are known to CloudWatch once telemetry
 * enrichment is on, of the metrics and dimensions that it supports. Sources: Amazon CloudWatch User Guide, "Supported
 * metrics for resource tags for telemetry"; the services' pages of CloudWatch metrics.
 */
export const RESOURCE_TYPES = {
  instance: {
    title: 'virtual machine',
    metrics: {
      cpu_utilization: of('percent', ec2('AVG', 'CPUUtilization')),
      cpu_credit_balance: of('count', ec2('MIN', 'CPUCreditBalance')),
      status_check_failed: of('count', ec2('MAX', 'StatusCheckFailed')),
      network_in: of('bytes', ec2('SUM', 'NetworkIn')),
      network_out: of('bytes', ec2('SUM', 'NetworkOut')),
    },
  },
  database: {
    title: 'database',
    metrics: {
      cpu_utilization: of('percent', rds('AVG', 'CPUUtilization')),
      connections: of('count', rds('MAX', 'DatabaseConnections')),
      free_storage: of('bytes', rds('MIN', 'FreeStorageSpace')),
      freeable_memory: of('bytes', rds('MIN', 'FreeableMemory')),
      replica_lag: of('seconds', rds('MAX', 'ReplicaLag')),
    },
  },
  load_balancer: {
    title: 'load balancer',
    metrics: {
      target_errors: of('count', elb('SUM', 'HTTPCode_Target_5XX_Count')),
      errors: of('count', elb('SUM', 'HTTPCode_ELB_5XX_Count')),
      response_time: of('seconds', elb('AVG', 'TargetResponseTime')),
      requests: of('count', elb('SUM', 'RequestCount')),
    },
  },
  // Errors is 1 or 0 for each execution ("binary indicators of the outcome"). Percentiles Metrics Insights has none of,
  // and of timeouts there is no metric. Memory and cold starts are those of functions with the layer of Lambda Insights.
  function: {
    title: 'function',
    metrics: {
      invocations: of('count', lambda('SUM', 'Invocations')),
      errors: of('count', lambda('SUM', 'Errors')),
      error_rate: of('percent', lambda('AVG', 'Errors', PART)),
      throttles: of('count', lambda('SUM', 'Throttles')),
      duration: of('milliseconds', lambda('MAX', 'Duration')),
      average_duration: of('milliseconds', lambda('AVG', 'Duration')),
      concurrent_executions: of('count', lambda('MAX', 'ConcurrentExecutions')),
      event_age: of('milliseconds', lambda('MAX', 'AsyncEventAge')),
      memory_used: of('bytes', lambdaInsights('MAX', 'used_memory_max', MEBIBYTES)),
      memory_utilization: of('percent', lambdaInsights('MAX', 'memory_utilization')),
      cold_starts: of('count', lambdaInsights('COUNT', 'init_duration')),
      init_duration: of('milliseconds', lambdaInsights('MAX', 'init_duration')),
    },
  },
  queue: {
    title: 'queue',
    metrics: {
      oldest_message_age: of('seconds', sqs('MAX', 'ApproximateAgeOfOldestMessage')),
      visible_messages: of('count', sqs('MAX', 'ApproximateNumberOfMessagesVisible')),
    },
  },
  container_service: {
    title: 'container service',
    metrics: {
      cpu_utilization: of('percent', ecs('AVG', 'CPUUtilization')),
      memory_utilization: of('percent', ecs('AVG', 'MemoryUtilization')),
    },
  },
  // Kubernetes, at its levels, where Container Insights with enhanced observability is on: what monitors call tags are
  // its labels. How a service answers only Application Signals knows, by labels of its own: Environment is
  // eks:<cluster>/<namespace>; its agents record 1 or 0 in Fault (HTTP 5xx) and Error (4xx) for each request.
  kubernetes_service: {
    title: 'Kubernetes service',
    metrics: {
      error_rate: byLabel('percent', requests('AVG', 'Fault', PART)),
      client_error_rate: byLabel('percent', requests('AVG', 'Error', PART)),
      errors: byLabel('count', requests('SUM', 'Fault')),
      requests: byLabel('count', requests('COUNT', 'Latency')),
      latency: byLabel('milliseconds', requests('AVG', 'Latency')),
      running_pods: byLabel('count', service('MIN', 'service_number_of_running_pods')),
      container_restarts: byLabel('count', service('MAX', 'pod_number_of_container_restarts')),
    },
  },
  kubernetes_pod: {
    title: 'pod',
    metrics: {
      cpu_utilization: byLabel('percent', pod('AVG', 'pod_cpu_utilization')),
      cpu_of_limit: byLabel('percent', pod('AVG', 'pod_cpu_utilization_over_pod_limit')),
      memory_utilization: byLabel('percent', pod('AVG', 'pod_memory_utilization')),
      memory_of_limit: byLabel('percent', pod('MAX', 'pod_memory_utilization_over_pod_limit')),
      container_restarts: byLabel('count', pod('MAX', 'pod_number_of_container_restarts')),
      crash_loops: byLabel('count', pod('MAX', 'pod_container_status_waiting_reason_crash_loop_back_off')),
      failed: byLabel('count', pod('MAX', 'pod_status_failed')),
    },
  },
  kubernetes_container: {
    title: 'container',
    metrics: {
      cpu_utilization: byLabel('percent', container('AVG', 'container_cpu_utilization')),
      cpu_of_limit: byLabel('percent', container('AVG', 'container_cpu_utilization_over_container_limit')),
      memory_utilization: byLabel('percent', container('AVG', 'container_memory_utilization')),
      memory_of_limit: byLabel(
        'percent',
        container('MAX', 'container_memory_utilization_over_container_limit'),
      ),
    },
  },
  kubernetes_node: {
    title: 'Kubernetes node',
    metrics: {
      ready: byLabel('count', node('MIN', 'node_status_condition_ready')),
      memory_pressure: byLabel('count', node('MAX', 'node_status_condition_memory_pressure')),
      disk_pressure: byLabel('count', node('MAX', 'node_status_condition_disk_pressure')),
      cpu_utilization: byLabel('percent', node('AVG', 'node_cpu_utilization')),
      memory_utilization: byLabel('percent', node('AVG', 'node_memory_utilization')),
      filesystem_utilization: byLabel('percent', node('MAX', 'node_filesystem_utilization')),
    },
  },
  table: {
    title: 'table',
    metrics: {
      throttled_requests: of('count', dynamodb('SUM', 'ThrottledRequests', TABLE)),
      system_errors: of('count', dynamodb('SUM', 'SystemErrors', TABLE)),
    },
  },
  // What an application publishes itself: the monitor says which metric, and its labels.
  custom_metric: {
    title: 'source of a custom metric',
    metrics: { value: { kind: 'count' } },
  },
} as const satisfies Readonly<Record<string, ResourceTypeDefinition>>;

export type ResourceType = keyof typeof RESOURCE_TYPES;

export const RESOURCE_TYPE_NAMES = Object.keys(RESOURCE_TYPES) as [ResourceType, ...ResourceType[]];

/** The metrics of a resource type, by the names that conditions give them. */
export function metricsOf(type: ResourceType): Readonly<Record<string, ResourceMetric>> {
  return RESOURCE_TYPES[type].metrics;
}
