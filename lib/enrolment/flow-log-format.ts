/** Fields of a VPC flow log record by the version that brought them. Source: Amazon VPC, flow log records. */
const FIELDS = [
  // 2
  ['version', 'account-id', 'interface-id', 'srcaddr', 'dstaddr', 'srcport', 'dstport', 'protocol'],
  ['packets', 'bytes', 'start', 'end', 'action', 'log-status'],
  // 3
  ['vpc-id', 'subnet-id', 'instance-id', 'tcp-flags', 'type', 'pkt-srcaddr', 'pkt-dstaddr'],
  // 4
  ['region', 'az-id', 'sublocation-type', 'sublocation-id'],
  // 5
  ['pkt-src-aws-service', 'pkt-dst-aws-service', 'flow-direction', 'traffic-path'],
].flat();

/** Every field up to version 5, as the API takes a format: `${version} ${account-id} …`. */
export const FLOW_LOG_FORMAT = FIELDS.map((field) => `\${${field}}`).join(' ');
