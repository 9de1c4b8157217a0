import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonValue } from '../../../../lib/json';
import type { OcsfEvent } from '../../../../lib/ocsf/event';
import type { Outcome, Source } from '../../../../lib/sources/source';

const FIXTURES = join(__dirname, '..', '..', '..', 'fixtures');

export interface Normalised {
  readonly events: readonly OcsfEvent[];
  readonly micros: readonly number[];
  readonly outcome: Outcome;
}

/** What a source makes of one record; events as JSON, without attributes that are undefined. */
export function normalised(source: Source, record: JsonValue): Normalised {
  const events: OcsfEvent[] = [];
  const micros: number[] = [];
  const outcome = source.open({ input: 'test', path: 'test' })(record, (event, time) => {
    events.push(JSON.parse(JSON.stringify(event)) as OcsfEvent);
    micros.push(time);
  });
  return { events, micros, outcome };
}

/** The one event of a record that must have one. */
export function onlyEvent(source: Source, record: JsonValue): OcsfEvent {
  const { events, outcome } = normalised(source, record);
  const [event] = events;
  if (event === undefined || events.length > 1) {
    throw new Error(`expected one event, got ${events.length}: ${JSON.stringify(outcome)}`);
  }
  return event;
}

/** A source's fixture pairs: `<case>.raw.json` and `<case>.ocsf.json`. */
export function fixturePairs(id: string): readonly { name: string; raw: JsonValue; ocsf: object }[] {
  const folder = join(FIXTURES, id);
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as JsonValue;
  return readdirSync(folder)
    .filter((file) => file.endsWith('.raw.json'))
    .map((file) => file.slice(0, -'.raw.json'.length))
    .map((name) => ({ name, raw: read(`${name}.raw.json`), ocsf: read(`${name}.ocsf.json`) as object }));
}

/** Values at a dotted path; arrays on the way are any-of, as in a Sigma field. */
export function valuesAt(value: JsonValue, path: string): readonly JsonValue[] {
  return path.split('.').reduce<readonly JsonValue[]>(
    (values, key) =>
      values
        .flatMap((one) => (Array.isArray(one) ? one : [one]))
        .flatMap((one) => (typeof one === 'object' && one !== null && !Array.isArray(one) ? [one[key]] : []))
        .filter((one) => one !== undefined),
    [value],
  );
}
