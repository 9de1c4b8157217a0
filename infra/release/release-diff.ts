import type { Assembly } from './assembly';
import { awsChanges } from './aws-changes';
import type { Change } from './change';
import { terraformChanges } from './terraform-changes';

/** What becomes of every resource of a release when another is deployed over it. */
export function releaseDiff(old: Assembly, present: Assembly): readonly Change[] {
  return [...awsChanges(old.aws, present.aws), ...terraformChanges(old.terraform, present.terraform)];
}
