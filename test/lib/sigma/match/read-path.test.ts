import fc from 'fast-check';
import type { JsonValue } from '../../../../lib/json';
import { segmentsOf, someValue } from '../../../../lib/sigma/match/path';
import { compilePath } from '../../../../lib/sigma/match/read-path';

/** Every value that a reader hands over, in order. */
function seen(read: (root: JsonValue, test: (value: JsonValue) => boolean) => boolean, root: JsonValue) {
  const values: JsonValue[] = [];
  read(root, (value) => {
    values.push(value);
    return false;
  });
  return values;
}

const name = fc.constantFrom(
  'a',
  'b',
  '0',
  '1',
  '__proto__',
  'constructor',
  'toString',
  'length',
  'a"b',
  "x']; throw 1; ['",
);

const json = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<JsonValue>('x', '', 0, 1, true, null, undefined),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(name, tie('value')), { maxLength: 3 })
      .map((entries) =>
        JSON.parse(
          `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value ?? null)}`)}}`,
        ),
      ),
  ),
})).value;

test('generated readers see what the plain walk sees', () => {
  fc.assert(
    fc.property(
      fc.array(name, { minLength: 1, maxLength: 4 }),
      fc.array(json, { minLength: 1, maxLength: 5 }),
      (path, roots) => {
        const read = compilePath(path);
        for (const root of roots) {
          expect(seen(read, root)).toEqual(seen((from, test) => someValue(from, path, test), root));
        }
      },
    ),
    { numRuns: 600 },
  );
});

test('a search ends with the first value that is enough', () => {
  const values: JsonValue[] = [];

  const found = compilePath(segmentsOf('a.b'))({ a: [{ b: 1 }, { b: 2 }] }, (value) => {
    values.push(value);
    return true;
  });

  expect([found, values]).toEqual([true, [1]]);
});

test('names are data, never code', () => {
  const path = ['"); globalThis.broken = true; ("', "'; globalThis.broken = true; '"];

  compilePath(path)({ [path[0] ?? '']: { [path[1] ?? '']: 1 } }, () => true);

  expect('broken' in globalThis).toBe(false);
});
