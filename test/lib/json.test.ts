import fc from 'fast-check';
import { isObject, type JsonObject, list, number, object, setOwn, stringify, text } from '../../lib/json';

describe('reading JSON at the edge', () => {
  it.each([
    [{}, true],
    [[], false],
    [null, false],
    ['x', false],
  ])('tells whether %j is an object', (value, expected) => {
    expect(isObject(value)).toBe(expected);
  });

  it('takes only what has the type asked for', () => {
    expect([text('a'), text(''), text(1)]).toEqual(['a', undefined, undefined]);
    expect([object({ a: 1 }), object([])]).toEqual([{ a: 1 }, undefined]);
    expect([list([1]), list('1')]).toEqual([[1], []]);
  });

  it.each([
    [7, 7],
    ['7', 7],
    [' ', undefined],
    ['7 apples', undefined],
    [Number.POSITIVE_INFINITY, undefined],
    [true, undefined],
  ])('reads %j as a number', (value, expected) => {
    expect(number(value)).toBe(expected);
  });

  it('sets a key called __proto__ without touching the prototype', () => {
    const target: JsonObject = {};

    setOwn(target, '__proto__', { polluted: true });

    expect(Object.getPrototypeOf(target)).toBe(Object.prototype);
    expect(JSON.stringify(target)).toBe('{"__proto__":{"polluted":true}}');
  });
});

describe('stringify', () => {
  it.each([
    ['a\ud800b', '"a\ufffdb"'],
    ['\udc00', '"\ufffd"'],
    ['\\ud800', '"\\\\ud800"'],
    ['\\\udbff', '"\\\\\ufffd"'],
    ['😀', '"😀"'],
  ])('writes %j without half a pair', (value, json) => {
    expect(stringify(value)).toBe(json);
  });

  it('changes nothing else', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('\\', 'u', 'd', '8', '0', '\ud83d', '\ude00', '"') }),
        (value) => {
          expect(JSON.parse(stringify({ value })).value).toBe(value.toWellFormed());
        },
      ),
    );
  });
});
