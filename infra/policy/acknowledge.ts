import type { Acknowledgement } from './acknowledgement';

/** Who looks after what the project itself acknowledges, and when it is looked at again. */
const OWNER = 'platform';
const EXPIRES = '2027-11-30';

/** Findings of rules at paths, each of each, that share a reason. */
export function acknowledge(
  reason: string,
  ids: readonly string[],
  paths: readonly string[],
): Acknowledgement[] {
  return ids.flatMap((id) => paths.map((path) => ({ id, path, reason, owner: OWNER, expires: EXPIRES })));
}

/** What aws-cdk-lib's IAM5 says of a resource; `{}` stands for what the configuration decides. */
export function pattern(resource: string): string {
  return `AwsSolutions-IAM5[Resource::${resource}]`;
}

/** Constructs below each of some paths. */
export const at = (paths: readonly string[], below: string) => paths.map((path) => `${path}/${below}`);
