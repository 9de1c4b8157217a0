import fc from 'fast-check';
import { isObject, type JsonObject, type JsonValue, setOwn } from '../../../../lib/json';
import { categoryOf } from '../../../../lib/lake/table/partition';
import type { OcsfEvent } from '../../../../lib/ocsf/event';
import { type AttributeSchema, attributeOf } from '../../../../lib/ocsf/lookup';
import { itemsOf } from '../../../../lib/sigma/detection';
import type { Rule } from '../../../../lib/sigma/rule';
import { typedColumn } from '../../../../lib/sigma/sql/typed-columns';
import type { Source } from '../../../../lib/sources/source';
import { eventOf } from '../support';
import { samplesOf } from './samples';

interface Choice {
  readonly path: string;
  readonly value: JsonValue;
}

/** Events of a source made of what a rule looks for: values it wants, near misses, absence, lists, each by turns. */
export function eventsFor(rule: Rule, source: Source, count: number): readonly OcsfEvent[] {
  const fields = itemsOf(rule.expression).map(({ field, values }) => {
    const named = values.flatMap((value) => (value.kind === 'fieldref' ? [value.field] : []));
    const paths = [field ?? '', ...named].flatMap((name) => (name === '' ? [] : source.fieldPaths(name)));
    const samples = values.slice(0, 12).flatMap(samplesOf);
    return { paths: paths.length > 0 || field !== undefined ? paths : ['unmapped.text', 'message'], samples };
  });
  const choice = ({ paths, samples }: (typeof fields)[number]) =>
    paths.length === 0 || samples.length === 0
      ? fc.constant(undefined)
      : fc.oneof(
          { weight: 1, arbitrary: fc.constant(undefined) },
          // The first sample of a value is one that meets it.
          {
            weight: 3,
            arbitrary: fc.record({ path: fc.constantFrom(...paths), value: fc.constant(samples[0]) }),
          },
          { weight: 4, arbitrary: fc.record({ path: fc.constantFrom(...paths), value: valueFrom(samples) }) },
        );
  const event = fc
    .tuple(fc.constantFrom(...source.classes), fc.tuple(...fields.map(choice)))
    .map(([classUid, choices]) =>
      build(
        classUid,
        choices.filter((one) => one !== undefined),
      ),
    );
  return fc.sample(event, { numRuns: count, seed: 7 });
}

function valueFrom(samples: readonly JsonValue[]): fc.Arbitrary<JsonValue> {
  const sample = fc.constantFrom(...samples);
  return fc.oneof(
    { weight: 5, arbitrary: sample },
    { weight: 1, arbitrary: fc.array(sample, { maxLength: 2 }) },
  );
}

function build(classUid: number, choices: readonly Choice[]): OcsfEvent {
  const event: JsonObject = { ...(eventOf({}) as unknown as JsonObject), class_uid: classUid };
  for (const { path, value } of choices) {
    if (path !== 'class_uid') {
      put(event, path.split('.'), fitting(path, classUid, value), [classUid]);
    }
  }
  return event as unknown as OcsfEvent;
}

/** The value as the schema has it there: text where it wants text, whole numbers where numbers; lists where it is open. */
function fitting(path: string, classUid: number, value: JsonValue): JsonValue {
  const found = schemaAt(path.split('.'), [classUid]);
  const one = Array.isArray(value) ? value[0] : value;
  const type = typedColumn(path)?.kind === 'number' ? 'integer_t' : (found?.baseType ?? 'json_t');
  switch (type) {
    case 'integer_t':
    case 'long_t':
      return Number.isSafeInteger(Number(one)) && one !== '' && one !== null ? Number(one) : undefined;
    case 'float_t':
      return Number.isFinite(Number(one)) && one !== '' && one !== null ? Number(one) : undefined;
    case 'boolean_t':
      return one === true || one === 'true';
    case 'json_t':
      return value;
    case 'object':
      return found?.objectType === undefined ? value : undefined;
    default: {
      const text = one === null || one === undefined ? undefined : String(one);
      return found?.isArray && text !== undefined ? [text] : text;
    }
  }
}

type Holders = readonly (number | string)[];

function schemaAt(path: readonly string[], holders: Holders): AttributeSchema | undefined {
  const [key = '', ...rest] = path.filter((name) => !/^\d+$/.test(name));
  const [found] = holders.flatMap((holder) => attributeOf(holder, key) ?? []);
  return rest.length === 0 || !found || found.objectType === undefined
    ? found
    : schemaAt(rest, [found.objectType]);
}

/** Sets a value below objects, and below lists of them where the schema, or an index, says so. */
function put(
  holder: JsonObject,
  [key = '', ...rest]: readonly string[],
  value: JsonValue,
  holders: Holders,
): void {
  if (rest.length === 0) {
    setOwn(holder, key, value);
    return;
  }
  const [found] = holders.flatMap((one) => attributeOf(one, key) ?? []);
  const isIndex = /^\d+$/.test(rest[0] ?? '');
  const list = (found?.isArray ?? false) || isIndex;
  const known = Object.hasOwn(holder, key) ? holder[key] : undefined;
  const inner = Array.isArray(known) ? known[0] : known;
  const next: JsonObject = isObject(inner) ? inner : {};
  setOwn(holder, key, list ? [next] : next);
  const below = isIndex ? rest.slice(1) : rest;
  if (below.length > 0) {
    put(next, below, value, found?.objectType === undefined ? [] : [found.objectType]);
  }
}

/** The category decides the partition; findings are no hits. */
export const inLake = (event: OcsfEvent): boolean => categoryOf(event.class_uid) !== 'finding';
