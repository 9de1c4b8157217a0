import { acknowledge, pattern } from '../acknowledge';
import type { Acknowledgement } from '../acknowledgement';
import { ANALYSTS, INGEST } from './paths';

export const LAKE_DATA: readonly Acknowledgement[] = [
  ...acknowledge(
    'Compaction, replay and retention rewrite and delete rows of the lake; what must not be lost is in the raw store, which is locked.',
    ['Kumomori-bucket-locked'],
    ['Security/Pipeline/Lake/Bucket/Resource'],
  ),
  ...acknowledge(
    'Files of the lake and records of its batches: their names hold dates and batches that are not known before.',
    [
      pattern('<LakeBucketB1D32E10.Arn>/events/*'),
      pattern('<LakeBucketB1D32E10.Arn>/quarantine/*'),
      pattern('<LakeBucketB1D32E10.Arn>/state/*'),
    ],
    INGEST.slice(0, 1),
  ),
  ...acknowledge(
    'One small record a raw bucket, of how far the sweep has come.',
    [pattern('<LakeBucketB1D32E10.Arn>/state/reconcile/*')],
    INGEST.slice(1),
  ),
];

export const QUERY: readonly Acknowledgement[] = [
  ...acknowledge(
    'Descriptions of the tables and views of one database; what is in them is decided by S3.',
    [pattern('arn:<AWS::Partition>:glue:{}:{}:table/{}/*')],
    [ANALYSTS],
  ),
  ...acknowledge(
    'Objects of one named bucket: the events, those of the categories of the team, and the results of the team.',
    [
      pattern('arn:<AWS::Partition>:s3:::{}/events/*'),
      pattern('arn:<AWS::Partition>:s3:::{}/events/*/event_category={}/*'),
      pattern('arn:<AWS::Partition>:s3:::{}-query-results-{}/{}/*'),
    ],
    [ANALYSTS],
  ),
  ...acknowledge(
    'What queries gave is gone in a month and can be asked for again; CloudTrail names who asked what, and who fetched it through Athena.',
    [
      'AwsSolutions-S1',
      'NIST.800.53.R5-S3BucketLoggingEnabled',
      'NIST.800.53.R5-S3BucketReplicationEnabled',
      'Kumomori-bucket-locked',
    ],
    ['Security/Query/Results/Bucket/Resource'],
  ),
];
