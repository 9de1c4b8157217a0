import { type JsonObject, type JsonValue, setOwn } from '../../../lib/json';
import { type AttributeSchema, classSchema, type HolderSchema, objectSchema } from '../../../lib/ocsf/lookup';

/** A repeatable source of numbers in [0, 1): mulberry32. */
export type Random = () => number;

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<Value>(random: Random, values: readonly [Value, ...Value[]]): Value {
  return values[Math.floor(random() * values.length)] ?? values[0];
}

/** Texts each patterned type accepts; other texts are free. */
const TEXTS: Readonly<Record<string, readonly [string, ...string[]] | undefined>> = {
  datetime_t: ['2024-08-12T10:30:00Z', '2024-08-12t10:30:00.5+09:00'],
  email_t: ['user@company.com', "o'neil+x@mail.example.co.jp"],
  file_hash_t: ['d41d8cd98f00b204e9800998ecf8427e'],
  ip_t: ['203.0.113.7', '2001:db8::1', '::ffff:192.0.2.1', 'fe80::1%eth0'],
  mac_t: ['00:1b:44:11:3a:b7', '00-1B-44-11-3A-B7'],
  uuid_t: ['6f2b8c1e-8f0a-4c3d-9a51-2f6f0e7c9d10'],
};

/** A valid event of a class: what is required, what a constraint wants, and some of the rest. */
export function randomEvent(random: Random, classUid: number): JsonObject {
  const schema = classSchema(classUid);
  if (!schema) {
    throw new Error(`no class ${classUid}`);
  }
  const profiles = schema.profiles.filter(() => random() < 0.4);
  const activities = Object.keys(schema.attributes.activity_id?.enum ?? {}).map(Number);
  const activity = activities[Math.floor(random() * activities.length)] ?? 0;
  const event = randomHolder(random, schema, new Set(profiles), 0);
  const metadata = { version: '1.5.0', product: { name: 'Audit' }, profiles };
  return {
    ...event,
    metadata,
    activity_id: activity,
    class_uid: classUid,
    type_uid: classUid * 100 + activity,
  };
}

function randomHolder(
  random: Random,
  schema: HolderSchema,
  profiles: ReadonlySet<string>,
  depth: number,
): JsonObject {
  const wanted = Object.values(schema.constraints).map((names) =>
    names.find((name) => name in schema.attributes),
  );
  const exclusive = schema.constraints.just_one?.slice(1) ?? [];
  const holder: JsonObject = {};
  for (const attribute of Object.values(schema.attributes)) {
    if (attribute && !exclusive.includes(attribute.name)) {
      const isApplied = attribute.profile === undefined || profiles.has(attribute.profile);
      const isNeeded = (attribute.requirement === 'required' && isApplied) || wanted.includes(attribute.name);
      if (isNeeded || (depth < 3 && random() < 0.12)) {
        setOwn(holder, attribute.name, randomValue(random, attribute, profiles, depth));
      }
    }
  }
  return holder;
}

function randomValue(
  random: Random,
  schema: AttributeSchema,
  profiles: ReadonlySet<string>,
  depth: number,
): JsonValue {
  const one = () => randomItem(random, schema, profiles, depth);
  return schema.isArray ? Array.from({ length: 1 + Math.floor(random() * 2) }, one) : one();
}

function randomItem(
  random: Random,
  schema: AttributeSchema,
  profiles: ReadonlySet<string>,
  depth: number,
): JsonValue {
  if (schema.baseType === 'object') {
    const object = schema.objectType === undefined ? undefined : objectSchema(schema.objectType);
    return object
      ? randomHolder(random, object, profiles, depth + 1)
      : { any: ['thing', null, { at: 'all' }] };
  }
  const ids = Object.keys(schema.enum ?? {});
  const id = ids[Math.floor(random() * ids.length)];
  switch (schema.baseType) {
    case 'integer_t':
    case 'long_t':
      return id === undefined
        ? schema.type === 'timestamp_t'
          ? 1723458600000
          : Math.floor(random() * 60000)
        : Number(id);
    case 'float_t':
      return random() * 100;
    case 'boolean_t':
      return random() < 0.5;
    default:
      return id ?? pick(random, TEXTS[schema.type] ?? ['text', '日本語 🗾']);
  }
}

/** Values of every JSON kind, and those that trip a check: other types' texts, edges of ranges, odd spaces. */
const STRANGE: readonly [JsonValue, ...JsonValue[]] = [
  null,
  true,
  false,
  0,
  1,
  99,
  -1,
  7,
  65535,
  65536,
  1.5,
  1723458600,
  1723458600000,
  1723458600000000,
  1e21,
  2 ** 60,
  '',
  '99',
  'Other',
  'cloud',
  '203.0.113.7\n',
  ' 203.0.113.7\u001c',
  '1.2.3.4\u2028',
  '1.2.3.٤',
  '999.1.1.1',
  '::1%\u2003x',
  '[EMAIL_MASKED]',
  'a@b',
  'a@b.c\n',
  'x@y.z ',
  '0a:1B:2c:3D:4e:5F\n',
  '2024-08-12',
  '２０24-08-12T10:30:00Z',
  '2024-08-12T10:30:00Z\n',
  'abcdef\r',
  '🗾'.repeat(40),
  '1'.repeat(41),
  'x'.repeat(300),
  '\ud800',
  [],
  [[]],
  [null],
  ['cloud'],
  [1, 'x', {}],
  {},
  { name: 1 },
  { uid: null, extra: 1 },
];

const STRANGE_KEYS: readonly [string, ...string[]] = [
  '__proto__',
  'constructor',
  'toString',
  '',
  'a.b',
  'type_id',
  'name',
  'cloud',
  'time_dt',
  'osint',
];

/** Changes one to four things somewhere in the event: drops, replaces, wraps, renames or adds an attribute. */
export function mutate(random: Random, event: JsonObject): JsonObject {
  const changed = structuredClone(event);
  for (let left = 1 + Math.floor(random() * 4); left > 0; left -= 1) {
    const holders = objectsIn(changed);
    mutateHolder(random, holders[Math.floor(random() * holders.length)] ?? changed);
  }
  return changed;
}

function mutateHolder(random: Random, holder: JsonObject): void {
  const keys = Object.keys(holder);
  const key = keys[Math.floor(random() * keys.length)] ?? 'name';
  const value = Object.hasOwn(holder, key) ? holder[key] : undefined;
  const action = Math.floor(random() * 6);
  if (action === 0) {
    delete holder[key];
  } else if (action === 1) {
    setOwn(holder, pick(random, STRANGE_KEYS), structuredClone(pick(random, STRANGE)));
  } else if (action === 2) {
    setOwn(holder, key, [value ?? null]);
  } else if (action === 3 && Array.isArray(value)) {
    value.push(structuredClone(pick(random, STRANGE)));
  } else {
    setOwn(holder, key, structuredClone(pick(random, STRANGE)));
  }
}

function objectsIn(value: JsonValue): JsonObject[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const inner = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inner : [value, ...inner];
}
