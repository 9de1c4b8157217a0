/**
 * Columns of a flow log record by the version that brought them, in the documentation's order. The version field of a
 * custom format says only the highest of its columns; which are there, and in what order, the header line says.
 * Source: Amazon VPC User Guide, flow log records, available fields (versions 2 to 11).
 */
const BY_VERSION: readonly (readonly [version: number, columns: string])[] = [
  [2, 'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end'],
  [2, 'action log-status'],
  [3, 'vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr'],
  [4, 'region az-id sublocation-type sublocation-id'],
  [5, 'pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path'],
  [
    7,
    'ecs-cluster-arn ecs-cluster-name ecs-container-instance-arn ecs-container-instance-id ecs-container-id',
  ],
  [7, 'ecs-second-container-id ecs-service-name ecs-task-definition-arn ecs-task-arn ecs-task-id'],
  [8, 'reject-reason'],
  [9, 'resource-id'],
  [10, 'encryption-status'],
  [11, 'instance-tag asg-tag'],
];

/** Every column name known, in the documentation's order; others are kept under their own names. */
export const KNOWN_COLUMNS: ReadonlySet<string> = new Set(columnsUpTo(Number.POSITIVE_INFINITY));

/** The default format, which CloudWatch Logs delivers without a header line. */
export const DEFAULT_COLUMNS: readonly string[] = columnsUpTo(2);

/** All columns up to a version, in the documentation's order: what "all fields" of a flow log without a header are. */
export function columnsUpTo(version: number): readonly string[] {
  return BY_VERSION.flatMap(([since, columns]) => (since <= version ? columns.split(' ') : []));
}

/**
 * A nine-column text that some exporters and samples write: time in ISO 8601, the five-tuple with the protocol's name,
 * packets, bytes, action; no version and no header.
 */
export const PLAIN_COLUMNS: readonly string[] =
  'time srcaddr dstaddr srcport dstport protocol packets bytes action'.split(' ');
