import {
  formatPolicyAdditions,
  policyAdditions,
} from '../../../infra/aws/log-archive/policy/existing-bucket';
import { policyText } from '../../../infra/policy/guardrails/document';
import { boundaries, guardrails } from '../../../infra/policy/guardrails/guardrails';
import { partitionOf } from '../../../lib/config/aws-partition';
import type { ResolvedAws, ResolvedPlatform } from '../../../lib/config/resolved';
import { UsageError } from '../errors';
import { loadPlatform, type PlatformOptions } from '../platform';

const BUCKET_POLICY = 'bucket-policy';

/**
 * `kumomori guardrails`: the policies of the organization and the permissions boundaries as JSON, for where they are
 * kept elsewhere; with an id, that document alone, as short as it can be, for `aws … --content file://`. `bucket-policy`: what the owners of an
 * existing log bucket add to its policy.
 */
export async function printGuardrails(id: string | undefined, options: PlatformOptions): Promise<void> {
  const { platform } = await loadPlatform(options);
  const { aws } = platform;
  if (aws === undefined) {
    throw new UsageError('the configuration has no aws block: guardrails are of an AWS organization');
  }
  if (id === BUCKET_POLICY) {
    process.stdout.write(bucketPolicy(platform, aws));
    return;
  }
  const context = { platform, aws, partition: partitionOf(aws.homeRegion) };
  const all = [...guardrails(context), ...boundaries(context)];
  if (id === undefined) {
    process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
    return;
  }
  const found = all.find((one) => one.id === id);
  if (found === undefined) {
    const lacking =
      aws.organizationId === undefined ? '; policies of the organization need aws.organization_id' : '';
    throw new UsageError(
      `there is no ${id}: take one of ${[...all.map((one) => one.id), BUCKET_POLICY].join(', ')}${lacking}`,
    );
  }
  process.stdout.write(`${policyText(found.document)}\n`);
}

function bucketPolicy(platform: ResolvedPlatform, aws: ResolvedAws): string {
  const additions = policyAdditions(platform, aws);
  if (additions === undefined) {
    throw new UsageError(
      `there is no ${BUCKET_POLICY} to add: aws.log_bucket is ${aws.services.log_bucket}, it is for an existing one`,
    );
  }
  return formatPolicyAdditions(additions);
}
