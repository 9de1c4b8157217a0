import type { MaskPolicy, PolicyFor, Treatment } from '../pipeline/mask/policy';
import type { Role } from '../pipeline/mask/roles';
import type { Source } from '../sources/source';
import { roleAt } from './path-role';

/**
 * What becomes of a value of a role: undefined when it stays as it is, `text` when only the personal data in it
 * goes, else that the whole value is masked or replaced by its token.
 */
export function treatmentOf(role: Role, policy: MaskPolicy): Exclude<Treatment, 'keep'> | 'text' | undefined {
  switch (role) {
    case 'none':
    case 'object':
    case 'id':
      return undefined;
    case 'text':
    case 'agent':
    case 'json':
    case 'observable':
      return 'text';
    case 'ip':
    case 'address':
      return unlessKept(policy.addresses);
    default:
      return unlessKept(policy.identities);
  }
}

/**
 * Whether the lake has a mask or a token in place of the values at an OCSF path, for a source under a privacy policy:
 * what compiling a rule to SQL asks as `isMasked`.
 */
export function maskedPaths(
  source: Pick<Source, 'id' | 'classes'>,
  policyFor: PolicyFor,
): (path: string) => boolean {
  return (path) =>
    source.classes.some((classUid) => {
      const treatment = treatmentOf(roleAt(classUid, path), policyFor(source.id, classUid));
      return treatment === 'mask' || treatment === 'tokenize';
    });
}

function unlessKept(treatment: Treatment): Exclude<Treatment, 'keep'> | undefined {
  return treatment === 'keep' ? undefined : treatment;
}
