import { classSchema, type HolderSchema, objectSchema } from '../ocsf/lookup';
import { type Role, roleOf } from '../pipeline/mask/roles';

const INDEX = /^\d+$/;

/**
 * What masking takes the value at an OCSF path for, in events of a class. Anything below an attribute that is kept as
 * it came (`unmapped`, `api.request.data`) is `json`; a path the class does not have is nothing, and `none`.
 */
export function roleAt(classUid: number, path: string): Role {
  let holder: HolderSchema | undefined = classSchema(classUid);
  let role: Role = 'none';
  for (const name of path.split('.')) {
    if (INDEX.test(name)) {
      continue;
    }
    const attribute = holder?.attributes[name];
    if (!holder || !attribute) {
      return role === 'json' || role === 'text' ? role : 'none';
    }
    role = roleOf(holder, attribute);
    holder = attribute.objectType === undefined ? undefined : objectSchema(attribute.objectType);
  }
  return role === 'object' ? 'json' : role;
}
