import {
  type AttributeSchema,
  type ClassSchema,
  classSchema,
  type HolderSchema,
  objectSchema,
} from './lookup';
import { type ValueCheck, valueCheck } from './value';

/** An attribute made ready for checking. */
export interface AttributePlan {
  readonly schema: AttributeSchema;
  readonly isArray: boolean;
  /** What one value must be; absent for an object. */
  readonly check: ValueCheck | undefined;
  /** The object's plan; absent for a scalar and for a free object, as `unmapped` is. */
  readonly object: () => HolderPlan | undefined;
  /** Its bit among the holder's required and constrained attributes; 0 for the others. */
  readonly bit: number;
}

/** A class or object made ready for checking: sets of attributes are bit masks. */
export interface HolderPlan {
  readonly schema: HolderSchema;
  readonly attributes: ReadonlyMap<string, AttributePlan>;
  /** Attributes always required. */
  readonly required: number;
  /** Attributes required when their profile is applied. */
  readonly byProfile: readonly { readonly profile: string; readonly required: number }[];
  readonly atLeastOne: readonly number[];
  readonly justOne: readonly number[];
}

export interface ClassPlan extends HolderPlan {
  readonly schema: ClassSchema;
  /** Profiles an event of the class may list. */
  readonly profiles: ReadonlySet<unknown>;
}

const classPlans = new Map<number, ClassPlan>();
const objectPlans = new Map<string, HolderPlan>();

/** The plan of a class, made at first use; undefined when OCSF has no such class. */
export function classPlan(uid: unknown): ClassPlan | undefined {
  if (typeof uid !== 'number') {
    return undefined;
  }
  const known = classPlans.get(uid);
  const schema = known ? undefined : classSchema(uid);
  if (!schema) {
    return known;
  }
  const plan = { ...holderPlan(schema), schema, profiles: new Set(schema.profiles) };
  classPlans.set(uid, plan);
  return plan;
}

function objectPlan(name: string): HolderPlan | undefined {
  const known = objectPlans.get(name);
  const schema = known ? undefined : objectSchema(name);
  if (!schema) {
    return known;
  }
  const plan = holderPlan(schema);
  objectPlans.set(name, plan);
  return plan;
}

function holderPlan(schema: HolderSchema): HolderPlan {
  const attributes = Object.values(schema.attributes).filter((attribute) => attribute !== undefined);
  const required = attributes.filter(({ requirement }) => requirement === 'required');
  const bits = bitsOf(schema, [
    ...required.map(({ name }) => name),
    ...Object.values(schema.constraints).flat(),
  ]);
  const mask = (names: readonly string[]) => names.reduce((all, name) => all | (bits.get(name) ?? 0), 0);
  const ofProfile = (profile?: string) =>
    mask(required.filter((one) => one.profile === profile).map(({ name }) => name));
  const profiles = new Set(required.flatMap(({ profile }) => profile ?? []));
  return {
    schema,
    attributes: new Map(attributes.map((one) => [one.name, attributePlan(one, bits.get(one.name) ?? 0)])),
    required: ofProfile(),
    byProfile: [...profiles].map((profile) => ({ profile, required: ofProfile(profile) })),
    atLeastOne: schema.constraints.at_least_one ? [mask(schema.constraints.at_least_one)] : [],
    justOne: schema.constraints.just_one ? [mask(schema.constraints.just_one)] : [],
  };
}

function bitsOf(schema: HolderSchema, names: readonly string[]): ReadonlyMap<string, number> {
  const distinct = [...new Set(names)];
  if (distinct.length > 31) {
    throw new Error(
      `${schema.name} requires or constrains ${distinct.length} attributes, a mask holds 31: widen HolderPlan`,
    );
  }
  return new Map(distinct.map((name, index) => [name, 1 << index]));
}

function attributePlan(schema: AttributeSchema, bit: number): AttributePlan {
  const { objectType } = schema;
  let object: HolderPlan | undefined;
  return {
    schema,
    isArray: schema.isArray,
    check: schema.baseType === 'object' ? undefined : valueCheck(schema),
    // Objects contain themselves (a process its parent), so that plans are tied together only when met.
    object: () => {
      object ??= objectType === undefined ? undefined : objectPlan(objectType);
      return object;
    },
    bit,
  };
}
