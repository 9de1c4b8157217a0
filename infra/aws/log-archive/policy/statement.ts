import type { ResolvedAws, ResolvedPlatform } from '../../../../lib/config/resolved';

/** A statement of a bucket's or key's policy, as JSON. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: { readonly Service: string | readonly string[] } | { readonly AWS: string };
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** What a writer or reader of a bucket needs: statements for the bucket's policy, and for its key's. */
export interface Access {
  readonly bucket: readonly Statement[];
  readonly key: readonly Statement[];
}

/** A bucket that logs are written to. */
export interface Target {
  readonly platform: ResolvedPlatform;
  readonly aws: ResolvedAws;
  /** `aws`, `aws-cn`, `aws-us-gov`; in templates the partition they are deployed to. */
  readonly partition: string;
  readonly bucket: string;
  /** What stands before `AWSLogs/`, without slashes at its ends. @default nothing */
  readonly prefix?: string;
}

export const NOTHING: Access = { bucket: [], key: [] };

/** In a key's policy: the key itself. */
export const THIS_KEY = '*';

export function bucketArn({ partition, bucket }: Target): string {
  return `arn:${partition}:s3:::${bucket}`;
}

/** Objects below `path`, after the prefix. */
export function objectsArn(target: Target, path: string): string {
  const prefix = target.prefix === undefined ? '' : `${target.prefix}/`;
  return `${bucketArn(target)}/${prefix}${path}`;
}

/** Whom a service acts for: someone of the organization; without one, one of the accounts that are listed. */
export function ours({ organizationId, accounts }: ResolvedAws): Record<string, string | readonly string[]> {
  return organizationId === undefined
    ? { 'aws:SourceAccount': accounts.map(({ id }) => id).sort() }
    : { 'aws:SourceOrgID': organizationId };
}

/** What every AWS service that delivers logs says, so that the bucket's owner may read them. */
export const OWNER_READS = { 's3:x-amz-acl': 'bucket-owner-full-control' } as const;
