import fc from 'fast-check';
import { isObject, type JsonObject, type JsonValue, setOwn } from '../../../../lib/json';
import { errors } from '../../../../lib/ocsf/validate';
import { awsCloudTrail } from '../../../../lib/sources/aws-cloudtrail/source';
import { times } from '../../../support/effort';
import { normaliseAll } from '../aws/normalise';
import { CASES } from './fixtures';

/** Places of a record, a path each, down to the leaves. */
function placesOf(value: JsonValue, path: readonly string[] = []): string[][] {
  return isObject(value)
    ? Object.keys(value).flatMap((key) => [[...path, key], ...placesOf(value[key], [...path, key])])
    : [];
}

function changed(raw: JsonObject, path: readonly string[], value: JsonValue): JsonObject {
  const [key = '', ...rest] = path;
  const copy = { ...raw };
  const inner = copy[key];
  setOwn(copy, key, rest.length > 0 && isObject(inner) ? changed(inner, rest, value) : value);
  return copy;
}

const odd = fc.oneof(
  fc.constantFrom<JsonValue>(
    undefined,
    null,
    '',
    '-',
    0,
    -1,
    1e300,
    true,
    [],
    {},
    [null],
    'x'.repeat(5000),
    '::1',
  ),
  fc.jsonValue() as fc.Arbitrary<JsonValue>,
);

const mutated = fc
  .record({
    pair: fc.constantFrom(...CASES),
    changes: fc.array(fc.tuple(fc.nat(), odd), { minLength: 1, maxLength: 6 }),
  })
  .map(({ pair, changes }) =>
    changes.reduce<JsonObject>((raw, [pick, value]) => {
      const places = placesOf(raw);
      return changed(raw, places[pick % places.length] ?? ['eventName'], value);
    }, pair.raw),
  );

describe('a record with attributes dropped, replaced or of other types', () => {
  it('becomes one valid event, or is skipped or quarantined with a reason', () => {
    fc.assert(
      fc.property(mutated, (raw) => {
        const { outcomes, events } = normaliseAll(awsCloudTrail, [raw]);

        expect(events.flatMap((event) => errors(event))).toEqual([]);
        expect(events).toHaveLength(outcomes[0]?.kind === 'written' ? 1 : 0);
      }),
      { numRuns: times(2000) },
    );
  });

  it('keeps what it has no place for', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('eventSource', 'awsRegion', 'errorCode', 'userAgent', 'sourceIPAddress'),
        odd,
        (key, value) => {
          const raw = { ...CASES[0]?.raw, [key]: value, eventTime: '2024-08-12T10:30:00Z' };
          const [event] = normaliseAll(awsCloudTrail, [raw]).events;
          const unmapped = isObject(event?.unmapped) ? event.unmapped : {};
          const kept =
            typeof value === 'string' || value === null
              ? undefined
              : JSON.parse(JSON.stringify(value) ?? 'null');

          expect(unmapped[key]).toEqual(kept ?? undefined);
        },
      ),
    );
  });
});
