import type { Collection, Criticality } from '../sources/source';

/** What configuration needs to know of a source. */
export interface SourceMetadata {
  readonly id: string;
  readonly title: string;
  readonly cloud: Collection['cloud'];
  readonly criticality: Criticality;
}

export const SOURCE_METADATA: readonly SourceMetadata[] = [
  { id: 'aws-cloudtrail', title: 'AWS CloudTrail', cloud: 'aws', criticality: 'critical' },
  { id: 'aws-vpc-flow', title: 'Amazon VPC flow logs', cloud: 'aws', criticality: 'important' },
  { id: 'azure-activity', title: 'Azure Activity Log', cloud: 'azure', criticality: 'critical' },
  { id: 'gcp-audit', title: 'Google Cloud Audit Logs', cloud: 'gcp', criticality: 'critical' },
];
