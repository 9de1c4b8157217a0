import fc from 'fast-check';
import type { JsonValue } from '../../../../lib/json';
import { errors } from '../../../../lib/ocsf/validate';
import { SOURCES } from '../../../../lib/sources';
import { awsLambda } from '../../../../lib/sources/aws-lambda/source';
import { normaliseAll } from '../aws/normalise';
import { readDelivery } from './messages';

const ID = '3f2f1c4e-8a51-4b1f-9d3e-0c5a7b6d2e10';

describe('what is Lambda’s', () => {
  it.each<[JsonValue]>([
    [`END RequestId: ${ID}`],
    ['XRAY TraceId: 1-66b9e3a8-0123456789abcdef01234567\tSegmentId: 0\tSampled: true'],
    [{ time: '2024-08-12T10:30:00Z', type: 'platform.report', record: { requestId: ID } }],
    [{ type: 'platform.fault', record: `RequestId: ${ID} Process exited before completing request` }],
    [{ message: `END RequestId: ${ID}` }],
  ])('is known by its form, by no other source: %j', (record) => {
    expect(SOURCES.filter((source) => source.recognise(record))).toEqual([awsLambda]);
  });

  it.each<[JsonValue]>([
    ['order 17 taken'],
    [{ type: 'platform.report' }],
    [{ type: 'function', record: 'order 17 taken' }],
    [{ type: 'platform.fault', record: 'order 17 taken' }],
    [{ message: 'order 17 taken' }],
    [7],
  ])('is not this: %j', (record) => {
    expect(awsLambda.recognise(record)).toBe(false);
  });

  it('is all that a function’s own log group holds', () => {
    expect(awsLambda.claims?.({ logGroup: '/aws/lambda/orders' })).toBe(true);
    expect(awsLambda.claims?.({ logGroup: '/aws/lambdas' })).toBe(false);
    expect(awsLambda.claims?.({ owner: '111122223333' })).toBe(false);
  });

  it('leaves a report’s second line, where lines were parted, skipped', async () => {
    const lines = `REPORT RequestId: ${ID}\tDuration: 1 ms\nXRAY TraceId: 1-0a-0b\tSampled: true\n`;

    expect((await readDelivery(lines)).outcomes).toEqual(['written', 'skipped']);
  });
});

const odd = fc.oneof(
  fc.constantFrom<JsonValue>(null, '', '-', 0, -1, 1e300, true, [], {}, ID, 'error', 'x'.repeat(5000)),
  fc.jsonValue() as fc.Arbitrary<JsonValue>,
);
const MEMBERS = ['requestId', 'status', 'errorType', 'message', 'metrics', 'tracing', 'version', '__proto__'];

describe('a platform record with attributes of any values', () => {
  it('becomes one valid event, or is quarantined or collected', () => {
    fc.assert(
      fc.property(
        fc.record({
          time: fc.oneof(fc.constant('2024-08-12T10:30:00.000Z'), odd),
          type: fc.oneof(fc.constantFrom('platform.report', 'platform.start', 'platform.x'), odd),
          record: fc.oneof(fc.dictionary(fc.constantFrom(...MEMBERS), odd), odd),
        }),
        (record) => {
          const { outcomes, events } = normaliseAll(awsLambda, [record as JsonValue]);

          expect(events.flatMap((event) => errors(event))).toEqual([]);
          expect(events).toHaveLength(outcomes[0]?.kind === 'written' ? 1 : 0);
          expect(typeof awsLambda.recognise(record as JsonValue)).toBe('boolean');
        },
      ),
      { numRuns: 1000 },
    );
  });
});
