import fc from 'fast-check';
import { isObject, type JsonObject, type JsonValue, setOwn } from '../../../../lib/json';
import { errors } from '../../../../lib/ocsf/validate';
import { awsGuardDuty } from '../../../../lib/sources/aws-guardduty/source';
import { awsSecurityHub } from '../../../../lib/sources/aws-security-hub/source';
import { times } from '../../../support/effort';
import { fixturePairs } from './fixture-pairs';
import { normaliseAll } from './normalise';

/** The value with parts dropped or replaced, at any depth, as the dice decide. */
function mutated(value: JsonValue, roll: () => number, junk: () => JsonValue): JsonValue {
  if (roll() % 14 === 0) {
    return junk();
  }
  if (Array.isArray(value)) {
    return value.map((item) => mutated(item, roll, junk));
  }
  if (!isObject(value)) {
    return value;
  }
  const copy: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    if (roll() % 14 !== 1) {
      setOwn(copy, key, mutated(item, roll, junk));
    }
  }
  return copy;
}

const ODD: readonly JsonValue[] = [
  null,
  '',
  'text',
  '::1',
  'x'.repeat(5000),
  'CVE-',
  0,
  -1.5,
  1e300,
  2 ** 53,
  true,
  [],
  [null],
  [[]],
  [{}],
  {},
  { Id: 7 },
  { uid: '' },
];

describe.each([awsGuardDuty, awsSecurityHub])('whatever becomes of a record of $id', (source) => {
  const raws = fixturePairs(source.id).map(({ raw }) => raw);

  it('is recognised without throwing, and ends as one valid event, skipped or in quarantine', () => {
    const dice = fc.array(fc.nat({ max: 1 << 20 }), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(fc.constantFrom(...raws), dice, fc.jsonValue(), (raw, rolls, other) => {
        let at = 0;
        const roll = () => rolls[at++ % rolls.length] ?? 0;
        const record = mutated(raw, roll, () =>
          roll() % 4 === 0 ? (other as JsonValue) : ODD[roll() % ODD.length],
        );
        source.recognise(record);

        const { outcomes, events } = normaliseAll(source, [record]);

        expect(events).toHaveLength(outcomes[0]?.kind === 'written' ? 1 : 0);
        expect(events.flatMap((event) => errors(event))).toEqual([]);
      }),
      { numRuns: times(2000) },
    );
  });

  it('any JSON at all does no harm', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        source.recognise(value as JsonValue);

        expect(normaliseAll(source, [value as JsonValue]).outcomes[0]?.kind).toBe('quarantined');
      }),
    );
  });

  it('a part of a record that has a place is in the event or is kept unmapped, whatever it is', () => {
    const keys =
      source === awsGuardDuty
        ? ['title', 'region', 'confidence', 'type']
        : ['Title', 'Region', 'Confidence', 'Types'];
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.constantFrom(...ODD), (key, value) => {
        const kept = isObject(value) ? Object.keys(value).length > 0 : value !== null && value !== '';
        const [event] = normaliseAll(source, [{ ...raws[0], [key]: value }]).events;
        const leaf = Array.isArray(value) ? undefined : isObject(value) ? Object.values(value)[0] : value;

        if (kept && leaf !== undefined && leaf !== '') {
          expect(JSON.stringify(event)).toContain(JSON.stringify(leaf));
        }
      }),
    );
  });
});
