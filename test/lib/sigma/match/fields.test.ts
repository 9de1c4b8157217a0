import { matches, one } from '../both';

test.each([
  ['a list means any of its elements', 'name: bob', { name: ['ann', 'bob'] }, true],
  ['lists on the way too', 'items.name: bob', { items: [{ name: 'ann' }, { name: ['cy', 'bob'] }] }, true],
  ['a number picks an element', 'items.1.name: bob', { items: [{ name: 'ann' }, { name: 'bob' }] }, true],
  ['and no other', 'items.0.name: bob', { items: [{ name: 'ann' }, { name: 'bob' }] }, false],
  ['under all, each value may be met by another element', 'name|all: [a, b]', { name: ['b', 'a'] }, true],
  ['neq looks at every element', 'name|neq: bob', { name: ['ann', 'bob'] }, false],
  ['a field of two paths is in either', 'either: x', { two: 'x' }, true],
  ['null means in neither', 'either: null', { two: 'x' }, false],
  ['an object is its JSON', 'name|contains: \'"a":1\'', { name: { a: 1 } }, true],
  ['an object is there', "name: '*'", { name: {} }, true],
  ['an empty list has no value', "name: '*'", { name: [] }, false],
  ['what objects inherit is not there', 'constructor.name: Object', {}, false],
  ['nor for exists', '__proto__|exists: true', {}, false],
  ['nor for any value', "toString: '*'", {}, false],
  ['unless the record has it', 'constructor: x', { constructor: 'x' } as never, true],
  ['a scalar has no attributes', 'name.length: 3', { name: 'bob' }, false],
  ['an unknown field never matches', "ghost: '*'", { ghost: 'x' }, false],
  ['not even null', 'ghost: null', {}, false],
  ['not even by absence', 'ghost|exists: false', {}, false],
])('%s', (_title, line, fields, expected) => {
  expect(matches(one(line), fields)).toBe(expected);
});

test('lists nested without end are given up', () => {
  let name: unknown = 'bob';
  for (let i = 0; i < 5_000; i++) {
    name = [name];
  }

  expect(
    matches('s:\n    name: [alice, bob]\n    other: x\ncondition: s', { name: 'x', deep: name as never }),
  ).toBe(false);
});

describe('keywords', () => {
  const keywords = "words:\n    - Evil\n    - 'b?d*idea'\ncondition: words";

  test.each([
    ['in any text', { a: { b: ['so evil!'] } }, true],
    ['with wildcards inside', { a: 'a bad, bad idea' }, true],
    ['but not across texts', { a: 'bad', b: 'idea' }, false],
    ['nor in names', { evil: 'x' }, false],
  ])('are found %s', (_title, fields, expected) => {
    expect(matches(keywords, fields)).toBe(expected);
  });

  test('are not found in what the platform added', () => {
    expect(matches('words:\n    - Informational\ncondition: words', { a: 'x' })).toBe(false);
  });

  test('under all, each is found somewhere', () => {
    const both = "words:\n    '|all':\n        - one\n        - two\ncondition: words";

    expect(matches(both, { a: 'one', b: 'two' })).toBe(true);
    expect(matches(both, { a: 'one' })).toBe(false);
  });

  test('can be a regular expression, or a single text', () => {
    expect(matches("words:\n    '|re': 'ev[ie]l'\ncondition: words", { a: 'evel' })).toBe(true);
    expect(matches('words: evil\ncondition: words', { a: 'EVIL' })).toBe(true);
  });
});

test('a list of maps is joined by or, a map by and', () => {
  const detection = 's:\n    - a: 1\n      b: 2\n    - c: 3\ncondition: s';

  expect(matches(detection, { a: 1, b: 2 })).toBe(true);
  expect(matches(detection, { c: 3 })).toBe(true);
  expect(matches(detection, { a: 1 })).toBe(false);
});

test('a list of maps and texts takes the texts as keywords', () => {
  const detection = 's:\n    - a: 1\n    - evil\ncondition: s';

  expect(matches(detection, { a: 2, z: 'evil' })).toBe(true);
});
