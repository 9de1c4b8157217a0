import fc from 'fast-check';
import { isObject, type JsonObject, type JsonValue } from '../../../../lib/json';
import { errors } from '../../../../lib/ocsf/validate';
import { awsRoute53Resolver } from '../../../../lib/sources/aws-route53-resolver/source';
import { normaliseAll } from '../aws/normalise';
import { CASES } from './fixtures';

const NAMES = [...new Set(CASES.flatMap(({ raw }) => Object.keys(raw)))];
const odd = fc.oneof(
  fc.constantFrom<JsonValue>(null, '', '-', 0, -1, 1e300, true, [], {}, [null], '::1', 'x'.repeat(5000)),
  fc.jsonValue() as fc.Arbitrary<JsonValue>,
);
const mutated = fc
  .tuple(fc.constantFrom(...CASES), fc.dictionary(fc.constantFrom(...NAMES, '__proto__', 'constructor'), odd))
  .map(([{ raw }, changes]): JsonObject => ({ ...raw, ...changes }));

/** Every text and number of a value. */
function leaves(value: JsonValue): string[] {
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).flatMap((inner) => leaves(inner as JsonValue));
  }
  return value === null || value === undefined || value === '' ? [] : [String(value)];
}

describe('a record with attributes of other values and types', () => {
  it('becomes one valid event, or is quarantined with a reason', () => {
    fc.assert(
      fc.property(mutated, (raw) => {
        const { outcomes, events } = normaliseAll(awsRoute53Resolver, [raw]);

        expect(events.flatMap((event) => errors(event))).toEqual([]);
        expect(events).toHaveLength(outcomes[0]?.kind === 'written' ? 1 : 0);
      }),
      { numRuns: 1000 },
    );
  });

  it('loses nothing of it but case, the root’s dot and nulls', () => {
    fc.assert(
      fc.property(mutated, (raw) => {
        const [event] = normaliseAll(awsRoute53Resolver, [raw]).events;
        const found = new Set(leaves(isObject(event) ? event : {}).map((leaf) => leaf.toLowerCase()));
        const missing = leaves(raw).filter(
          (leaf) => !found.has(leaf.toLowerCase()) && !found.has(leaf.toLowerCase().replace(/\.$/, '')),
        );

        expect(event === undefined ? [] : missing).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('is recognised or not without an error', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        (value) => typeof awsRoute53Resolver.recognise(value as JsonValue) === 'boolean',
      ),
    );
  });
});
