import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../../lib/json';
import { isObject, setOwn } from '../../../../lib/json';
import { errors } from '../../../../lib/ocsf/validate';
import { azureActivity } from '../../../../lib/sources/azure-activity/source';
import { gcpAudit } from '../../../../lib/sources/gcp-audit/source';
import { fixturePairs, normalised, onlyEvent } from './normalised';

/** The value with some of its attributes dropped or replaced, at any depth, as the seed of numbers decides. */
function mutated(value: JsonValue, next: () => number, junk: () => JsonValue): JsonValue {
  const dice = next() % 16;
  if (dice === 0) {
    return junk();
  }
  if (Array.isArray(value)) {
    return value.map((item) => mutated(item, next, junk));
  }
  if (!isObject(value)) {
    return value;
  }
  const copy: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    if (next() % 16 !== 1) {
      setOwn(copy, key, mutated(item, next, junk));
    }
  }
  return copy;
}

const SWAPS: readonly JsonValue[] = [
  null,
  '',
  'text',
  0,
  -1.5,
  1e300,
  true,
  [],
  [null],
  [{}],
  {},
  { value: 7 },
  { value: '' },
];

describe.each([azureActivity, gcpAudit])('whatever becomes of a record of $id', (source) => {
  const raws = fixturePairs(source.id).map(({ raw }) => raw);

  test('it ends as a valid event or in quarantine', () => {
    const dice = fc.array(fc.nat({ max: 1 << 20 }), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(fc.constantFrom(...raws), dice, fc.jsonValue(), (raw, rolls, other) => {
        let at = 0;
        const next = () => rolls[at++ % rolls.length] ?? 0;
        const record = mutated(raw, next, () =>
          next() % 4 === 0 ? (other as JsonValue) : SWAPS[next() % SWAPS.length],
        );

        const { events, outcome } = normalised(source, record);

        expect(outcome.kind).toBe(events.length === 1 ? 'written' : 'quarantined');
        expect(events.flatMap((event) => errors(event))).toEqual([]);
      }),
      { numRuns: 1000, seed: 20240812 },
    );
  });

  test('recognising it never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => typeof source.recognise(value as JsonValue) === 'boolean'),
    );
  });

  test('an own __proto__ key stays data', () => {
    const record = { ...(raws[0] as JsonObject), ...(JSON.parse('{"x":1}') as JsonObject) };
    Object.defineProperty(record, '__proto__', { value: { polluted: true }, enumerable: true });

    const event = onlyEvent(source, record);

    expect(JSON.stringify(event.unmapped)).toContain('"__proto__":{"polluted":true}');
    expect(({} as JsonObject).polluted).toBeUndefined();
  });
});
