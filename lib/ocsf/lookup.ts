import { type AttributeRow, type HolderRow, type Requirement, schemaTables } from './schema';

/** An attribute of a class or object, as the schema defines it there. */
export interface AttributeSchema {
  readonly name: string;
  /** OCSF type: `ip_t`, `email_t`, `string_t` … or `object`. */
  readonly type: string;
  /** The primitive below it: `string_t`, `integer_t`, `long_t`, `float_t`, `boolean_t`, `json_t` or `object`. */
  readonly baseType: string;
  /** Name of the object's schema, when the type is `object` and the object is not a free one such as `unmapped`. */
  readonly objectType?: string;
  readonly isArray: boolean;
  readonly requirement: Requirement;
  /** The profile that brings the attribute; absent when the class or object has it by itself. */
  readonly profile?: string;
  /** Captions by id, as text. */
  readonly enum?: Readonly<Record<string, string>>;
  /** The attribute that carries the caption of this one's id. */
  readonly sibling?: string;
  /** Version since which it is deprecated. */
  readonly deprecated?: string;
}

/** What a class or an object holds. `attributes` has no prototype: look any name up safely. */
export interface HolderSchema {
  readonly name: string;
  readonly caption: string;
  readonly profiles: readonly string[];
  readonly constraints: Readonly<Record<string, readonly string[]>>;
  readonly attributes: Readonly<Record<string, AttributeSchema | undefined>>;
}

export interface ClassSchema extends HolderSchema {
  readonly uid: number;
  readonly categoryUid: number;
  readonly categoryName: string;
}

const objects = new Map<string, HolderSchema>();
const classes = new Map<string, ClassSchema>();
let namesByUid: ReadonlyMap<number, string> | undefined;

/** The object of that name, or undefined when OCSF has none. */
export function objectSchema(name: string): HolderSchema | undefined {
  const known = objects.get(name);
  const row = known ? undefined : own(schemaTables().objects, name);
  if (!row) {
    return known;
  }
  const schema = holderSchema(name, row);
  objects.set(name, schema);
  return schema;
}

/** The class of that uid (6003) or name (`api_activity`), or undefined when OCSF has none. */
export function classSchema(uidOrName: number | string): ClassSchema | undefined {
  const name = typeof uidOrName === 'string' ? uidOrName : classNames().get(uidOrName);
  const known = name === undefined ? undefined : classes.get(name);
  const row = known || name === undefined ? undefined : own(schemaTables().classes, name);
  if (!row || name === undefined) {
    return known;
  }
  const categoryName = schemaTables().categories[row.category] ?? 'Uncategorized';
  const schema = { ...holderSchema(name, row), uid: row.uid, categoryUid: row.category, categoryName };
  classes.set(name, schema);
  return schema;
}

/** Caption of a class: `API Activity` of 6003. Undefined when OCSF has no such class. */
export function className(uid: number): string | undefined {
  return classSchema(uid)?.caption;
}

/** Category of a class: `{uid: 6, name: 'Application Activity'}` of 6003. Undefined when OCSF has no such class. */
export function categoryOf(uid: number): { readonly uid: number; readonly name: string } | undefined {
  const found = classSchema(uid);
  return found && { uid: found.categoryUid, name: found.categoryName };
}

/** An attribute of a class (by uid or name) or object (by name), or undefined when the holder has none such. */
export function attributeOf(holder: number | string, attribute: string): AttributeSchema | undefined {
  return holderOf(holder)?.attributes[attribute];
}

/** The OCSF type (`ip_t`, `email_t`, `object` …) of a holder's attribute. */
export function attributeType(holder: number | string, attribute: string): string | undefined {
  return attributeOf(holder, attribute)?.type;
}

/** The class or object: a number is a class uid, a name is looked up among the classes first. */
export function holderOf(holder: number | string): HolderSchema | undefined {
  return classSchema(holder) ?? (typeof holder === 'string' ? objectSchema(holder) : undefined);
}

function classNames(): ReadonlyMap<number, string> {
  namesByUid ??= new Map(Object.entries(schemaTables().classes).map(([name, row]) => [row.uid, name]));
  return namesByUid;
}

function holderSchema(name: string, row: HolderRow): HolderSchema {
  const rows = schemaTables().attributes;
  const attributes: Record<string, AttributeSchema> = Object.create(null);
  for (const index of row.attributes) {
    const attribute = rows[index];
    if (attribute) {
      attributes[attribute.name] = attributeSchema(attribute);
    }
  }
  return {
    name,
    caption: row.caption,
    profiles: row.profiles ?? [],
    constraints: row.constraints ?? {},
    attributes,
  };
}

function attributeSchema(row: AttributeRow): AttributeSchema {
  const { types, objects: objectRows, enums } = schemaTables();
  const isObject = own(objectRows, row.type) !== undefined;
  return {
    name: row.name,
    type: isObject ? 'object' : row.type,
    baseType: isObject ? 'object' : (types[row.type]?.base ?? row.type),
    objectType: isObject && row.type !== 'object' ? row.type : undefined,
    isArray: row.array === true,
    requirement: row.requirement ?? 'optional',
    profile: row.profile,
    enum: row.enum === undefined ? undefined : enums[row.enum],
    sibling: row.sibling,
    deprecated: row.deprecated,
  };
}

function own<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
