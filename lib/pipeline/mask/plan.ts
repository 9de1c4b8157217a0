import { classSchema, type HolderSchema, objectSchema } from '../../ocsf/lookup';
import type { KeyHint } from './key-hint';
import { type Role, roleOf } from './roles';

/** How one class or object is masked under a policy: made once, walked for every event. */
export interface Plan {
  /** What to do with each attribute; `none` ones are listed too, so that unknown attributes show. */
  readonly steps: ReadonlyMap<string, Step>;
  /** Typed attributes whose value must go and whose token needs another place, in a fixed order. */
  readonly relocated: readonly { readonly attribute: string; readonly role: 'ip' | 'email' }[];
}

export interface Step {
  readonly role: Role;
  /** What the attribute's name says of its text. */
  readonly hint: KeyHint;
  /** Plan of the object's type; made when first needed, since types hold themselves. */
  readonly plan: () => Plan | undefined;
}

/** Which roles a policy leaves alone. */
export type Kept = (role: Role) => boolean;

const NO_PLAN = (): undefined => undefined;

/** Plans by class and object for one policy. */
export function plans(
  isKept: Kept,
  hintOf: (key: string) => KeyHint,
): (classUid: number) => Plan | undefined {
  const objects = new Map<string, Plan | undefined>();
  const classes = new Map<number, Plan | undefined>();

  const stepOf = (name: string, role: Role, objectType: string | undefined): Step => {
    const isLeft = role === 'none' || isKept(role) || role === 'ip' || role === 'email';
    const isObject = role === 'object' && objectType !== undefined;
    return {
      role: isLeft ? 'none' : role,
      hint: hintOf(role === 'agent' ? 'user_agent' : name),
      plan: isObject ? () => objectPlan(objectType) : NO_PLAN,
    };
  };

  const holderPlan = (schema: HolderSchema): Plan => {
    const attributes = Object.values(schema.attributes).filter((attribute) => attribute !== undefined);
    const roles = attributes.map((attribute) => ({ attribute, role: roleOf(schema, attribute) }));
    const relocated = roles
      .filter(({ role }) => (role === 'ip' || role === 'email') && !isKept(role))
      .map(({ attribute, role }) => ({
        attribute: attribute.name,
        role: role === 'ip' ? ('ip' as const) : ('email' as const),
      }));
    return {
      steps: new Map(
        roles.map(({ attribute, role }) => [
          attribute.name,
          stepOf(attribute.name, role, attribute.objectType),
        ]),
      ),
      relocated,
    };
  };

  const objectPlan = (name: string): Plan | undefined => {
    if (!objects.has(name)) {
      const schema = objectSchema(name);
      objects.set(name, schema && holderPlan(schema));
    }
    return objects.get(name);
  };

  return (classUid) => {
    if (!classes.has(classUid)) {
      const schema = classSchema(classUid);
      classes.set(classUid, schema && holderPlan(schema));
    }
    return classes.get(classUid);
  };
}
