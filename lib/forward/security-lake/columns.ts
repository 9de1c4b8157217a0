import type { SchemaElement } from 'hyparquet';
import { compare } from '../../compare';
import { isObject, type JsonObject, type JsonValue, stringify } from '../../json';
import { type AttributeSchema, classSchema, objectSchema } from '../../ocsf/lookup';

/** A column, or a field of one, as nested as OCSF has it. */
export interface Column {
  readonly name: string;
  readonly isArray: boolean;
  readonly type: 'text' | 'int32' | 'int64' | 'double' | 'boolean' | 'json' | 'struct';
  /** Of a struct, in the order of their names. */
  readonly fields: readonly Column[];
}

/** A column while events are looked at. */
interface Draft extends Pick<Column, 'name' | 'isArray' | 'type'> {
  readonly drafts: Map<string, Draft>;
}

const TYPES: Readonly<Record<string, Column['type'] | undefined>> = {
  integer_t: 'int32',
  long_t: 'int64',
  float_t: 'double',
  boolean_t: 'boolean',
  json_t: 'json',
};

/**
 * The columns that events of a class have, in the order of their names: attributes that none of them has would be
 * thousands. Types are OCSF's, so that files differ in which columns they have, never in what these are.
 */
export function columnsOf(classUid: number, events: readonly JsonObject[]): readonly Column[] {
  const drafts = new Map<string, Draft>();
  const attributes = classSchema(classUid)?.attributes ?? {};
  for (const event of events) {
    widen(drafts, attributes, event);
  }
  return finished(drafts);
}

function widen(
  drafts: Map<string, Draft>,
  attributes: Readonly<Record<string, AttributeSchema | undefined>>,
  value: JsonObject,
): void {
  for (const [name, given] of Object.entries(value)) {
    const attribute = attributes[name];
    if (attribute === undefined || given === undefined) {
      continue;
    }
    const draft = drafts.get(name) ?? draftOf(attribute);
    drafts.set(name, draft);
    if (draft.type === 'struct') {
      const inside = objectSchema(attribute.objectType ?? '')?.attributes ?? {};
      for (const one of Array.isArray(given) ? given : [given]) {
        widen(draft.drafts, inside, isObject(one) ? one : {});
      }
    }
  }
}

/** Free objects and free values are JSON in a text. */
function draftOf({ name, isArray, baseType, objectType }: AttributeSchema): Draft {
  const type =
    baseType !== 'object' ? (TYPES[baseType] ?? 'text') : objectType === undefined ? 'json' : 'struct';
  return { name, type, isArray: isArray && type !== 'json', drafts: new Map() };
}

/** Without structs that have no field in any event: Parquet has no empty groups. */
function finished(drafts: ReadonlyMap<string, Draft>): readonly Column[] {
  return [...drafts.values()]
    .map(({ drafts: inside, ...column }) => ({ ...column, fields: finished(inside) }))
    .filter(({ type, fields }) => type !== 'struct' || fields.length > 0)
    .sort((a, b) => compare(a.name, b.name));
}

type Physical = Pick<SchemaElement, 'type' | 'converted_type'>;

const PHYSICAL: Readonly<Record<Exclude<Column['type'], 'struct'>, Physical>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  json: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  int32: { type: 'INT32' },
  int64: { type: 'INT64' },
  double: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
};

/** The schema of a file, lists on three levels. Source: Apache Parquet, LogicalTypes, "Nested Types". */
export function parquetSchema(columns: readonly Column[]): SchemaElement[] {
  return [{ name: 'ocsf', num_children: columns.length }, ...columns.flatMap(elements)];
}

function elements(column: Column): SchemaElement[] {
  const { name, isArray } = column;
  return isArray
    ? [
        { name, num_children: 1, converted_type: 'LIST', repetition_type: 'OPTIONAL' },
        { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
        ...single(column, 'element'),
      ]
    : single(column, name);
}

function single({ type, fields }: Column, name: string): SchemaElement[] {
  if (type !== 'struct') {
    return [{ name, repetition_type: 'OPTIONAL', ...PHYSICAL[type] }];
  }
  return [{ name, num_children: fields.length, repetition_type: 'OPTIONAL' }, ...fields.flatMap(elements)];
}

/** A value as the writer takes it for a column. */
export function cellOf(column: Column, given: JsonValue): unknown {
  if (given === undefined || given === null) {
    return undefined;
  }
  return column.isArray && Array.isArray(given)
    ? given.map((one) => element(column, one))
    : element(column, given);
}

function element({ type, fields }: Column, given: JsonValue): unknown {
  switch (type) {
    case 'struct': {
      const value = isObject(given) ? given : {};
      return Object.fromEntries(fields.map((field) => [field.name, cellOf(field, value[field.name])]));
    }
    case 'int64':
      return BigInt(Number(given));
    case 'json':
      return typeof given === 'string' ? given : stringify(given);
    default:
      return given;
  }
}
