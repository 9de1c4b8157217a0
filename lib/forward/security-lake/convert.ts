import { isObject, type JsonObject, type JsonValue, setOwn } from '../../json';
import type { OcsfEvent } from '../../ocsf/event';
import { type AttributeSchema, classSchema, type HolderSchema, objectSchema } from '../../ocsf/lookup';
import { SINCE_JSON } from './since-1-3.generated';

/** The newest version that custom sources take. Source: Security Lake User Guide, "Collecting data from custom sources". */
export const VERSION = '1.3.0';

interface Since {
  readonly attributes: readonly string[];
  readonly ids: Readonly<Record<string, readonly number[]>>;
}

interface SinceTable {
  readonly classes: Readonly<Record<string, Since | undefined>>;
  readonly objects: Readonly<Record<string, Since | undefined>>;
  readonly profiles: readonly string[];
}

const OTHER = 99;
const MAX_INT32 = 2 ** 31 - 1;
let table: SinceTable | undefined;

function since(): SinceTable {
  table ??= JSON.parse(SINCE_JSON) as SinceTable;
  return table;
}

/**
 * An event as OCSF 1.3.0 has it. What came later, and what does not fit a column of its type, moves to `unmapped` under
 * its path; ids that came later become Other. Throws when OCSF has no such class.
 */
export function toOlderOcsf(event: OcsfEvent): JsonObject {
  const schema = classSchema(event.class_uid);
  if (!schema) {
    throw new Error(`class ${event.class_uid} is none of OCSF's`);
  }
  const moved: JsonObject = {};
  const older = holder(event as JsonObject, schema, since().classes[schema.name], '', moved);
  const { metadata } = older;
  if (isObject(metadata)) {
    metadata.version = VERSION;
    if (Array.isArray(metadata.profiles)) {
      metadata.profiles = metadata.profiles.filter((name) => !since().profiles.includes(String(name)));
    }
  }
  older.type_uid = event.class_uid * 100 + Number(older.activity_id);
  if (Object.keys(moved).length > 0) {
    older.unmapped = { ...(isObject(older.unmapped) ? older.unmapped : {}), ...moved };
  }
  return older;
}

function holder(
  value: JsonObject,
  schema: HolderSchema,
  added: Since | undefined,
  path: string,
  moved: JsonObject,
): JsonObject {
  const older: JsonObject = {};
  for (const [name, given] of Object.entries(value)) {
    const attribute = schema.attributes[name];
    const at = path === '' ? name : `${path}.${name}`;
    if (given === undefined || given === null) {
      continue;
    }
    if (attribute === undefined || added?.attributes.includes(name) || !fits(attribute, given)) {
      setOwn(moved, at, given);
    } else {
      older[name] = converted(attribute, given, added?.ids[name], at, moved);
    }
  }
  return older;
}

function converted(
  { objectType, enum: values }: AttributeSchema,
  given: JsonValue,
  ids: readonly number[] | undefined,
  path: string,
  moved: JsonObject,
): JsonValue {
  if (Array.isArray(given)) {
    return given.map((one) => (objectType === undefined ? one : inner(objectType, one, path, moved)));
  }
  if (objectType !== undefined) {
    return inner(objectType, given, path, moved);
  }
  const isNew = typeof given === 'number' && ids?.includes(given) === true;
  return isNew && values?.[OTHER] !== undefined ? OTHER : given;
}

function inner(objectType: string, given: JsonValue, path: string, moved: JsonObject): JsonValue {
  const schema = objectSchema(objectType);
  return schema && isObject(given)
    ? holder(given, schema, since().objects[objectType], path, moved)
    : undefined;
}

/** Whether a value is of the form its column has: an integer of OCSF is 32 bits wide there. */
function fits({ isArray, baseType }: AttributeSchema, given: JsonValue): boolean {
  if (isArray !== Array.isArray(given)) {
    return baseType === 'json_t';
  }
  const all = Array.isArray(given) ? given : [given];
  return all.every((one) => {
    switch (baseType) {
      case 'integer_t':
        return Number.isInteger(one) && Math.abs(Number(one)) <= MAX_INT32;
      case 'long_t':
        return Number.isSafeInteger(one);
      case 'float_t':
        return typeof one === 'number';
      case 'boolean_t':
        return typeof one === 'boolean';
      case 'object':
        return isObject(one);
      case 'json_t':
        return true;
      default:
        return typeof one === 'string';
    }
  });
}
