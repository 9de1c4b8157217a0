import { canaries } from './canary';
import { cloudTrail } from './cloudtrail';
import { guardDuty } from './guardduty';
import { networkLogs } from './log-delivery';
import { operators } from './operator';
import { firehose, platformReaders } from './platform-roles';
import type { Access, Statement, Target } from './statement';

/** S3's limit on a bucket's policy; KMS takes 32 KB. Without an organization every account is listed. */
const MOST_BYTES = 20_480;

/** Everyone who may write to the raw store, and who of the platform may read it. */
export function rawAccess(target: Target): Access {
  return together([
    cloudTrail(target),
    networkLogs(target),
    guardDuty(target),
    firehose(target),
    platformReaders(target),
    canaries(target),
    operators(target),
  ]);
}

export function together(all: readonly Access[]): Access {
  return { bucket: all.flatMap(({ bucket }) => bucket), key: all.flatMap(({ key }) => key) };
}

/** Throws when a bucket's policy would be longer than S3 takes; `name` is the bucket's. */
export function requireFitting(name: string, statements: readonly Statement[]): void {
  const bytes = Buffer.byteLength(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  if (bytes > MOST_BYTES) {
    throw new Error(
      `the policy of bucket ${name} has ${bytes} bytes, S3 takes ${MOST_BYTES}: name aws.organization_id in place of so many accounts`,
    );
  }
}
