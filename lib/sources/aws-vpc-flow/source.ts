import type { Source } from '../source';
import { flowPaths } from './field-paths';
import { openFlowLog } from './read-line';
import { recogniseFlow } from './recognise';

/**
 * VPC flow logs, versions 2 to 11, as text from S3 (with a header line) or CloudWatch Logs (without): Network Activity
 * (4001), activity Traffic. An event's time is the window's `start`, so a flow lies in the hour it began in. Records
 * without data (NODATA) or with flows left out (SKIPDATA) are skipped and counted.
 */
export const awsVpcFlow: Source = {
  id: 'aws-vpc-flow',
  title: 'Amazon VPC flow logs',
  product: { vendor_name: 'AWS', name: 'VPC Flow Logs' },
  logsource: [{ product: 'aws', service: 'vpcflow' }, { category: 'firewall' }],
  classes: [4001],
  collection: {
    cloud: 'aws',
    delivery: 'flow logs to S3',
    stream: true,
    aws: { folders: ['vpcflowlogs'] },
  },
  layer: 'network',
  criticality: 'important',
  shape: 'line',
  recognise: recogniseFlow,
  open: () => openFlowLog(),
  fieldPaths: flowPaths,
  fields: [
    'srcaddr',
    'dstaddr',
    'srcport',
    'dstport',
    'protocol',
    'packets',
    'bytes',
    'action',
    'interface-id',
    'vpc-id',
    'instance-id',
    'flow-direction',
    'pkt-srcaddr',
    'pkt-dstaddr',
    'tcp-flags',
  ],
};
