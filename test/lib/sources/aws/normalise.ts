import type { JsonObject, JsonValue } from '../../../../lib/json';
import type { OcsfEvent } from '../../../../lib/ocsf/event';
import type { Origin, Outcome, Source } from '../../../../lib/sources/source';

const ORIGIN: Origin = { input: 'test', path: 'test' };

export interface Normalised {
  readonly outcomes: readonly Outcome[];
  /** As JSON shows them: attributes that are undefined are gone. */
  readonly events: readonly JsonObject[];
  readonly micros: readonly number[];
}

/** Records through one reader of a source, as the records of one input are. The records themselves are left alone. */
export function normaliseAll(source: Source, records: readonly JsonValue[]): Normalised {
  const events: JsonObject[] = [];
  const micros: number[] = [];
  const read = source.open(ORIGIN);
  const outcomes = records.map((record) =>
    read(structuredClone(record), (event: OcsfEvent, time) => {
      events.push(JSON.parse(JSON.stringify(event)));
      micros.push(time);
    }),
  );
  return { outcomes, events, micros };
}

/** The event of one record that must become exactly one. */
export function onlyEvent(source: Source, record: JsonValue): JsonObject {
  const { events, outcomes } = normaliseAll(source, [record]);
  const [event] = events;
  if (events.length !== 1 || !event) {
    throw new Error(`expected one event, got ${events.length}: ${JSON.stringify(outcomes)}`);
  }
  return event;
}

/** The value at a dotted path: the whole rest of it is tried as one key first, since some keys hold dots. */
export function valueAt(value: JsonValue, path: string): JsonValue {
  if (Array.isArray(value)) {
    return value.map((element) => valueAt(element, path)).filter((found) => found !== undefined);
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  if (Object.hasOwn(value, path)) {
    return value[path];
  }
  const dot = path.indexOf('.');
  return dot < 0 ? undefined : valueAt(value[path.slice(0, dot)], path.slice(dot + 1));
}
