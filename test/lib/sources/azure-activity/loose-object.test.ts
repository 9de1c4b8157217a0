import { looseObject } from '../../../../lib/sources/azure/loose-object';

test.each([
  ['an object', { a: 1 }, { a: 1 }],
  ['JSON text', ' {"a":"it\'s"} ', { a: "it's" }],
  ['single quotes', "{'a': 'b', 'c': [1, 'd']}", { a: 'b', c: [1, 'd'] }],
  [
    "Python's words outside of strings",
    "{'None': None, 'b': True, 'c': 'False'}",
    { None: null, b: true, c: 'False' },
  ],
  [
    'quotes inside quotes',
    `{'a': 'say "no"', "b": "it's", 'c': 'it\\'s'}`,
    { a: 'say "no"', b: "it's", c: "it's" },
  ],
])('reads %s', (_, given, expected) => {
  expect(looseObject(given)).toEqual(expected);
});

test.each([
  ['plain text', 'no object'],
  ['a list', '[1]'],
  ['an unfinished string', "{'a': 'b"],
  ['a stray apostrophe', "{'a': 'it's'}"],
  ['a lone backslash at the end', "{'a': '\\"],
  ['nesting deeper than anything Azure writes', `{"a":${'['.repeat(500)}${']'.repeat(500)}}`],
  ['a megabyte of escaped quotes', `{${"'\\".repeat(500_000)}`],
  ['a number', 7],
  ['nothing', undefined],
])('leaves %s as it is', (_, given) => {
  expect(looseObject(given)).toBeUndefined();
});
