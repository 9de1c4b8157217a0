import type { MaskPolicy, Treatment } from '../pipeline/mask/policy';
import type { Role } from '../pipeline/mask/roles';

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

function unlessKept(treatment: Treatment): Exclude<Treatment, 'keep'> | undefined {
  return treatment === 'keep' ? undefined : treatment;
}
