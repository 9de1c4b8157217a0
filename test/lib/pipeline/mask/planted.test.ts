import fc from 'fast-check';
import { isObject, type JsonObject, type JsonValue } from '../../../../lib/json';
import type { OcsfEvent } from '../../../../lib/ocsf/event';
import { errors } from '../../../../lib/ocsf/validate';
import { createMasker } from '../../../../lib/pipeline/mask/masker';
import { DEFAULT_POLICY, type MaskPolicy } from '../../../../lib/pipeline/mask/policy';
import { apiEvent, KEY } from './events';

/** Real personal data in the shapes of the seed's five patterns. */
const PLANTS = [
  'john.doe@company.com',
  '090-1234-5678',
  '4111 1111 1111 1111',
  '5555-5555-5555-4444',
  '4111111111111111',
  '123-45-6789',
  '203.0.113.9',
  '8.8.8.8',
] as const;

const KEPT = [
  '123456789012',
  '1723458600000',
  '1723458600000000',
  '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d',
  'i-1234567890abcdef0',
];

const SEED =
  /[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,}|\d{3}-\d{4}-\d{4}|4111|5555|123-45-6789|203\.0\.113\.9|8\.8\.8\.8/;

const plant = fc.constantFrom(...PLANTS);
const words = fc.constantFrom('', 'to ', 'ユーザー', 'x=', '"', '(', '\n', ': ', '<', 'a, ');
const after = fc.constantFrom('', ' end', 'です', '"', ')', ', b', ';', '\t', '>');
const sentence = fc.tuple(words, plant, after).map((part) => part.join(''));

/** Strings, and JSON texts in JSON texts. */
const text: fc.Arbitrary<string> = fc.oneof(
  sentence,
  sentence.map((inner) => JSON.stringify({ inner })),
  sentence.map((inner) => JSON.stringify([JSON.stringify({ [inner]: 1, list: [inner] })])),
  plant.map((inner) => `/search?q=${encodeURIComponent(inner)}&page=2`),
);

const { fragment } = fc.letrec<{ fragment: JsonValue }>((tie) => ({
  fragment: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.constantFrom(...KEPT),
    fc.array(tie('fragment'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(text, fc.constantFrom('note', 'requestId', '__proto__')), tie('fragment'), {
      maxKeys: 3,
    }),
  ),
}));

const event: fc.Arbitrary<OcsfEvent> = fc
  .record({ message: text, agent: text, detail: text, request: fragment, unmapped: fragment })
  .map(({ message, agent, detail, request, unmapped }) =>
    apiEvent({
      message,
      status_detail: detail,
      http_request: { user_agent: agent },
      api: { operation: 'x', request: { uid: '1', data: request }, response: { error_message: detail } },
      resources: [{ name: message }],
      unmapped: { unmapped },
    }),
  );

/** Every key and string, percent escapes read. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value.replace(/%[0-9A-F]{2}/g, (code) => decodeURIComponent(/%[89A-F]/.test(code) ? '?' : code))];
  }
  return Array.isArray(value) || isObject(value)
    ? Object.entries(value).flatMap(([key, item]) => [key, ...strings(item)])
    : [];
}

const copy = (given: OcsfEvent): OcsfEvent => JSON.parse(JSON.stringify(given)) as OcsfEvent;
const maskerOf = (policy: MaskPolicy) => createMasker({ policyFor: () => policy, tokens: KEY });

describe('personal data planted anywhere in free text', () => {
  const mask = maskerOf(DEFAULT_POLICY);

  test('never survives', () => {
    fc.assert(
      fc.property(event, (given) => {
        const masked = copy(given);
        mask(masked, 'aws-cloudtrail');
        const { actor: _, src_endpoint: __, metadata: ___, cloud: ____, ...free } = masked;
        expect(strings(free).filter((found) => SEED.test(found))).toEqual([]);
      }),
    );
  });

  test('never survives anywhere when everything is tokenised', () => {
    const tokenize = maskerOf({ free_text: 'tokenize', identities: 'tokenize', addresses: 'tokenize' });

    fc.assert(
      fc.property(event, (given) => {
        const masked = copy(given);
        tokenize(masked, 'aws-cloudtrail');
        expect(strings(masked).filter((found) => SEED.test(found))).toEqual([]);
      }),
    );
  });

  test('leaves a valid event, the same the second time, that still parses where it held JSON', () => {
    fc.assert(
      fc.property(event, (given) => {
        const masked = copy(given);
        mask(masked, 'aws-cloudtrail');
        const once = JSON.stringify(masked);
        mask(masked, 'aws-cloudtrail');
        expect(JSON.stringify(masked)).toBe(once);
        expect(errors(masked)).toEqual([]);
        if (given.message?.startsWith('{') || given.message?.startsWith('[')) {
          expect(() => JSON.parse(masked.message ?? '') as unknown).not.toThrow();
        }
      }),
    );
  });
});

test('accounts, times and ids survive wherever they stand', () => {
  const mask = maskerOf(DEFAULT_POLICY);

  fc.assert(
    fc.property(fc.constantFrom(...KEPT), words, after, (kept, before, behind) => {
      const line = `${before}${kept}${behind}`;
      const given = apiEvent({
        message: line,
        unmapped: { raw: JSON.stringify({ line }), line } as JsonObject,
      });
      mask(given, 'aws-cloudtrail');
      expect([given.message, given.unmapped]).toEqual([line, { raw: JSON.stringify({ line }), line }]);
    }),
  );
});
