/** What a number of a metric is counted in. */
export type MetricKind = 'percent' | 'count' | 'seconds' | 'milliseconds' | 'bytes';

/** How the values of one resource within a period become one. */
export type Statistic = 'AVG' | 'MAX' | 'MIN' | 'SUM';

/** A metric of a resource type, by the name monitors give it, and as CloudWatch has it. */
export interface ResourceMetric {
  readonly kind: MetricKind;
  readonly statistic: Statistic;
  readonly aws: string;
}

interface ResourceTypeDefinition {
  readonly title: string;
  /** Namespace of its metrics, and the dimensions that tell one resource from another. */
  readonly aws: {
    readonly namespace: string;
    readonly dimensions: readonly string[];
    /** Monitors' tags are these dimensions' values, since the metrics have no tags. @default false */
    readonly byDimension?: boolean;
  };
  readonly metrics: Readonly<Record<string, ResourceMetric>>;
}

const metric = (kind: MetricKind, statistic: Statistic, aws: string): ResourceMetric => ({
  kind,
  statistic,
  aws,
});

/**
 * What can be watched, one vocabulary for all clouds. A resource's tags are known to CloudWatch once telemetry
 * enrichment is on. Source: the services' pages of CloudWatch metrics.
 */
export const RESOURCE_TYPES = {
  instance: {
    title: 'virtual machine',
    aws: { namespace: 'AWS/EC2', dimensions: ['InstanceId'] },
    metrics: {
      cpu_utilization: metric('percent', 'AVG', 'CPUUtilization'),
      cpu_credit_balance: metric('count', 'MIN', 'CPUCreditBalance'),
      status_check_failed: metric('count', 'MAX', 'StatusCheckFailed'),
      network_in: metric('bytes', 'SUM', 'NetworkIn'),
      network_out: metric('bytes', 'SUM', 'NetworkOut'),
    },
  },
  database: {
    title: 'database',
    aws: { namespace: 'AWS/RDS', dimensions: ['DBInstanceIdentifier'] },
    metrics: {
      cpu_utilization: metric('percent', 'AVG', 'CPUUtilization'),
      connections: metric('count', 'MAX', 'DatabaseConnections'),
      free_storage: metric('bytes', 'MIN', 'FreeStorageSpace'),
      freeable_memory: metric('bytes', 'MIN', 'FreeableMemory'),
      replica_lag: metric('seconds', 'MAX', 'ReplicaLag'),
    },
  },
  load_balancer: {
    title: 'load balancer',
    aws: { namespace: 'AWS/ApplicationELB', dimensions: ['LoadBalancer'] },
    metrics: {
      target_errors: metric('count', 'SUM', 'HTTPCode_Target_5XX_Count'),
      errors: metric('count', 'SUM', 'HTTPCode_ELB_5XX_Count'),
      response_time: metric('seconds', 'AVG', 'TargetResponseTime'),
      requests: metric('count', 'SUM', 'RequestCount'),
    },
  },
  function: {
    title: 'function',
    aws: { namespace: 'AWS/Lambda', dimensions: ['FunctionName'] },
    metrics: {
      errors: metric('count', 'SUM', 'Errors'),
      throttles: metric('count', 'SUM', 'Throttles'),
      invocations: metric('count', 'SUM', 'Invocations'),
      duration: metric('milliseconds', 'MAX', 'Duration'),
      concurrent_executions: metric('count', 'MAX', 'ConcurrentExecutions'),
    },
  },
  queue: {
    title: 'queue',
    aws: { namespace: 'AWS/SQS', dimensions: ['QueueName'] },
    metrics: {
      oldest_message_age: metric('seconds', 'MAX', 'ApproximateAgeOfOldestMessage'),
      visible_messages: metric('count', 'MAX', 'ApproximateNumberOfMessagesVisible'),
    },
  },
  container_service: {
    title: 'container service',
    aws: { namespace: 'AWS/ECS', dimensions: ['ClusterName', 'ServiceName'] },
    metrics: {
      cpu_utilization: metric('percent', 'AVG', 'CPUUtilization'),
      memory_utilization: metric('percent', 'AVG', 'MemoryUtilization'),
    },
  },
  // Kubernetes, at its three levels, where Container Insights is on: what monitors call tags are its labels,
  // ClusterName, Namespace and so on.
  kubernetes_service: {
    title: 'Kubernetes service',
    aws: {
      namespace: 'ContainerInsights',
      dimensions: ['ClusterName', 'Namespace', 'Service'],
      byDimension: true,
    },
    metrics: { running_pods: metric('count', 'MIN', 'service_number_of_running_pods') },
  },
  kubernetes_pod: {
    title: 'pod',
    aws: {
      namespace: 'ContainerInsights',
      dimensions: ['ClusterName', 'Namespace', 'PodName'],
      byDimension: true,
    },
    metrics: {
      cpu_utilization: metric('percent', 'AVG', 'pod_cpu_utilization'),
      memory_utilization: metric('percent', 'AVG', 'pod_memory_utilization'),
      container_restarts: metric('count', 'MAX', 'pod_number_of_container_restarts'),
    },
  },
  kubernetes_container: {
    title: 'container',
    aws: {
      namespace: 'ContainerInsights',
      dimensions: ['ClusterName', 'Namespace', 'PodName', 'ContainerName'],
      byDimension: true,
    },
    metrics: {
      cpu_utilization: metric('percent', 'AVG', 'container_cpu_utilization'),
      memory_utilization: metric('percent', 'AVG', 'container_memory_utilization'),
    },
  },
  table: {
    title: 'table',
    aws: { namespace: 'AWS/DynamoDB', dimensions: ['TableName'] },
    metrics: {
      throttled_requests: metric('count', 'SUM', 'ThrottledRequests'),
      system_errors: metric('count', 'SUM', 'SystemErrors'),
    },
  },
} as const satisfies Readonly<Record<string, ResourceTypeDefinition>>;

export type ResourceType = keyof typeof RESOURCE_TYPES;

export const RESOURCE_TYPE_NAMES = Object.keys(RESOURCE_TYPES) as [ResourceType, ...ResourceType[]];

/** Names that the tags of a resource type are restricted to; undefined where people choose them. */
export function labelsOf(type: ResourceType): readonly string[] | undefined {
  const { dimensions, byDimension }: ResourceTypeDefinition['aws'] = RESOURCE_TYPES[type].aws;
  return byDimension === true ? dimensions : undefined;
}

/** The metrics of a resource type, by the names that conditions give them. */
export function metricsOf(type: ResourceType): Readonly<Record<string, ResourceMetric>> {
  return RESOURCE_TYPES[type].metrics;
}
