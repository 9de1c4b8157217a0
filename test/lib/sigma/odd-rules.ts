import type { JsonObject } from '../../../lib/json';

/** A rule as few write it, with what the specification says it matches and does not. */
export interface OddRule {
  readonly name: string;
  /** As under `detection:`. */
  readonly detection: string;
  readonly hits: readonly JsonObject[];
  readonly misses: readonly JsonObject[];
}

const selection = (...lines: readonly string[]) =>
  `selection:\n${lines.map((line) => `    ${line}`).join('\n')}\ncondition: selection`;

const base64 = (text: string) => Buffer.from(text).toString('base64');
const utf16 = (text: string) => Buffer.from(text, 'utf16le').toString('base64');

/** Values: escapes, wildcards, types. */
const VALUES: readonly OddRule[] = [
  {
    name: 'an escaped asterisk is an asterisk',
    detection: selection(String.raw`a: 'x\*y'`),
    hits: [{ a: 'X*Y' }],
    misses: [{ a: 'xzy' }, { a: String.raw`x\*y` }],
  },
  {
    name: 'two backslashes before a wildcard are one, and the wildcard works',
    detection: selection(String.raw`a: 'c:\\*'`),
    hits: [{ a: String.raw`C:\tools` }, { a: 'c:\\' }],
    misses: [{ a: 'c:tools' }],
  },
  {
    name: 'three backslashes and an asterisk are a backslash and an asterisk',
    detection: selection(String.raw`a: 'x\\\*'`),
    hits: [{ a: String.raw`x\*` }],
    misses: [{ a: String.raw`x\y` }, { a: 'x*' }],
  },
  {
    name: 'a backslash before any other character is itself',
    detection: selection(String.raw`a|contains: '\System32\'`),
    hits: [{ a: String.raw`C:\Windows\system32\cmd.exe` }],
    misses: [{ a: 'C:/Windows/System32/' }],
  },
  {
    name: 'a question mark is one character, no less and no more',
    detection: selection("a: 'fi?e'"),
    hits: [{ a: 'file' }, { a: 'fi?e' }],
    misses: [{ a: 'fie' }, { a: 'fiile' }],
  },
  {
    name: 'percent and underscore mean nothing',
    detection: selection("a|contains: '100%_'"),
    hits: [{ a: 'at 100%_ now' }],
    misses: [{ a: 'at 1000x' }],
  },
  {
    name: 'quotes are quotes',
    detection: selection(`a: "it's \\"x\\""`),
    hits: [{ a: 'IT\'S "X"' }],
    misses: [{ a: 'its x' }],
  },
  {
    name: 'contains with a wildcard inside',
    detection: selection("a|contains: 'net*user'"),
    hits: [{ a: 'run NET local USER now' }],
    misses: [{ a: 'user net' }],
  },
  {
    name: 'startswith and a wildcard',
    detection: selection("a|startswith: 'a?c'"),
    hits: [{ a: 'abcd' }],
    misses: [{ a: 'xabcd' }, { a: 'acd' }],
  },
  {
    name: 'a number meets its text, and text its number',
    detection: selection('a: 4625', "b: '7'"),
    hits: [
      { a: 4625, b: 7 },
      { a: '4625', b: '7' },
    ],
    misses: [{ a: 46250, b: 7 }, { a: 4625 }],
  },
  {
    name: 'null is no empty text',
    detection: selection('a: null'),
    hits: [{}, { a: null }, { a: [] }],
    misses: [{ a: '' }, { a: 0 }, { a: false }],
  },
  {
    name: 'an empty text is no null',
    detection: selection("a: ''"),
    hits: [{ a: '' }, { a: ['x', ''] }],
    misses: [{}, { a: null }, { a: ' ' }],
  },
  {
    name: 'null or empty, in one list',
    detection: selection('a:', '    - null', "    - ''"),
    hits: [{}, { a: '' }],
    misses: [{ a: 'x' }],
  },
  {
    name: 'true and false are what logs write',
    detection: selection('a: true', 'b: false'),
    hits: [
      { a: true, b: false },
      { a: 'True', b: 'false' },
    ],
    misses: [{ a: 1, b: 0 }, { a: true }],
  },
  {
    name: 'case matters to no value, and to cased',
    detection: selection('a: ÄRGER', 'b|cased: Bob'),
    hits: [{ a: 'ärger', b: 'Bob' }],
    misses: [{ a: 'ärger', b: 'bob' }],
  },
  {
    name: 'cased with contains',
    detection: selection('a|contains|cased: Bob'),
    hits: [{ a: 'xBobx' }],
    misses: [{ a: 'xbobx' }],
  },
  {
    name: 'everything but nothing',
    detection: selection("a: '*'"),
    hits: [{ a: 'x' }, { a: '' }, { a: 0 }],
    misses: [{}, { a: null }],
  },
];

/** Modifiers and their chains. */
const MODIFIERS: readonly OddRule[] = [
  {
    name: 'all over wildcards',
    detection: selection('a|all:', "    - '*x*'", "    - '*y*'", "    - 'z*'"),
    hits: [{ a: 'z y x' }, { a: ['zx', 'zy'] }],
    misses: [{ a: 'x y' }, { a: ['x', 'y'] }],
  },
  {
    name: 'contains and all, the other way round',
    detection: selection('a|all|contains: [x, y]'),
    hits: [{ a: 'yx' }],
    misses: [{ a: 'x' }],
  },
  {
    name: 'a pattern is found anywhere, by case, lists too',
    detection: selection("a|re: '[A-F]{2}\\d+'"),
    hits: [{ a: 'xAB12' }, { a: ['n', 'FF0'] }],
    misses: [{ a: 'xab12' }],
  },
  {
    name: 'a pattern with every flag',
    detection: selection("a|re|i|m|s: '^b.c$'"),
    hits: [{ a: 'x\nB\nC\ny' }],
    misses: [{ a: 'x\nBC' }],
  },
  {
    name: 'flags by their long names',
    detection: selection("a|re|ignorecase|multiline|dotall: '^b.c$'"),
    hits: [{ a: 'x\nB\nC\ny' }],
    misses: [{ a: 'xb c' }],
  },
  {
    name: 'backslashes of a pattern are the pattern’s',
    detection: selection(String.raw`a|re: '^c:\\\\.*\.exe$'`),
    hits: [{ a: String.raw`c:\\x.exe` }],
    misses: [{ a: String.raw`c:\x.exe` }],
  },
  {
    name: 'base64offset finds a text wherever it stands',
    detection: selection('a|base64offset|contains: secret'),
    hits: ['secret', 'xsecret', 'xxsecret!'].map((text) => ({ a: base64(text) })),
    misses: [{ a: base64('sacred') }, { a: 'secret' }],
  },
  {
    name: 'base64 of a whole text',
    detection: selection('a|base64: secret'),
    hits: [{ a: base64('secret') }],
    misses: [{ a: base64('secret!') }],
  },
  {
    name: 'wide, then base64offset',
    detection: selection('a|wide|base64offset|contains: cmd'),
    hits: [{ a: utf16('run cmd /c') }],
    misses: [{ a: base64('run cmd /c') }],
  },
  {
    name: 'big-endian in base64',
    detection: selection('a|utf16be|base64: ab'),
    hits: [{ a: Buffer.from('ab', 'utf16le').swap16().toString('base64') }],
    misses: [{ a: utf16('ab') }],
  },
  {
    name: 'with a byte order mark in base64',
    detection: selection('a|utf16|base64: ab'),
    hits: [{ a: Buffer.from('\ufeffab', 'utf16le').toString('base64') }],
    misses: [{ a: utf16('ab') }],
  },
  {
    name: 'windash: option dashes only',
    detection: selection("a|windash|contains: ' -param-name'"),
    hits: [{ a: 'x -param-name' }, { a: 'x /param-name' }, { a: 'x –param-name' }, { a: 'x ―param-name' }],
    misses: [{ a: 'x /param/name' }, { a: 'x param-name' }],
  },
  {
    name: 'windash and all: each value in any spelling',
    detection: selection("a|windash|contains|all: [' -a', ' -b']"),
    hits: [{ a: 'x /a -b' }],
    misses: [{ a: 'x /a' }],
  },
  {
    name: 'cidr, both families, and lists',
    detection: selection('a|cidr:', '    - 192.0.2.0/25', '    - 2001:db8:8000::/33'),
    hits: [{ a: '192.0.2.127' }, { a: '2001:DB8:cfff::1' }, { a: ['x', '192.0.2.1'] }],
    misses: [{ a: '192.0.2.128' }, { a: '2001:db8:7000::' }, { a: '192.0.2' }],
  },
  {
    name: 'another field of the event',
    detection: selection('a|fieldref: b'),
    hits: [
      { a: 'X', b: 'x' },
      { a: ['x', 'y'], b: ['z', 'Y'] },
    ],
    misses: [{ a: 'x', b: 'y' }, { a: 'x' }, {}],
  },
  {
    name: 'another field, at the beginning',
    detection: selection('a|fieldref|startswith: b'),
    hits: [{ a: 'alice@example.com', b: 'Alice' }],
    misses: [{ a: 'example alice', b: 'alice' }],
  },
  {
    name: 'exists, whatever the value',
    detection: selection('a|exists: true', 'b|exists: false'),
    hits: [{ a: null }, { a: '' }],
    misses: [{}, { a: 1, b: null }],
  },
  {
    name: 'numbers in order, as numbers and as text',
    detection: selection('a|gte: 10', 'a|lt: 20'),
    hits: [{ a: 10 }, { a: '19.5' }],
    misses: [{ a: 20 }, { a: '9' }, { a: 'x' }, { a: '0x10' }, {}],
  },
  {
    name: 'neq: there, and other',
    detection: selection('a|neq: [x, y]'),
    hits: [{ a: 'z' }],
    misses: [{ a: 'X' }, { a: 'y' }, {}, { a: ['z', 'x'] }],
  },
  {
    name: 'keywords of a map, all of them',
    detection: "selection:\n    '|all':\n        - one\n        - '2'\ncondition: selection",
    hits: [{ a: 'One', b: { c: [{ d: 12 }] } }],
    misses: [{ a: 'one' }, { one: '2' }],
  },
  {
    name: 'a keyword alone',
    detection: 'keywords: mimikatz\ncondition: keywords',
    hits: [{ a: 'x MimiKatz.exe' }],
    misses: [{ mimikatz: 'x' }],
  },
  {
    name: 'keywords with wildcards, and numbers',
    detection: "keywords:\n    - 'net*user'\n    - 1337\ncondition: keywords",
    hits: [{ a: 'NET local USER' }, { a: 1337 }],
    misses: [{ a: 'user' }],
  },
];

const NAMED = 'sel_a:\n    a: 1\nsel_b:\n    b: 1\n_own:\n    c: 1\nfil-x:\n    d: 1\n';

/** Detections and conditions. */
const LOGIC: readonly OddRule[] = [
  {
    name: 'a list of maps is joined by or, a map by and',
    detection: 'selection:\n    - a: 1\n      b: 1\n    - c: 1\ncondition: selection',
    hits: [{ a: 1, b: 1 }, { c: 1 }],
    misses: [{ a: 1 }],
  },
  {
    name: 'a list of lists of maps',
    detection: 'selection:\n    - - a: 1\n      - b: 1\n    - c: 1\ncondition: selection',
    hits: [{ a: 1 }, { b: 1 }, { c: 1 }],
    misses: [{ a: 2 }],
  },
  {
    name: 'maps and keywords in one list',
    detection: 'selection:\n    - a: 1\n    - word\ncondition: selection',
    hits: [{ a: 1 }, { b: 'a Word' }],
    misses: [{ a: 2 }],
  },
  {
    name: 'one of a pattern',
    detection: `${NAMED}condition: 1 of sel*`,
    hits: [{ a: 1 }, { b: 1 }],
    misses: [{ c: 1 }, { d: 1 }],
  },
  {
    name: 'any of a pattern with the star inside',
    detection: `${NAMED}condition: any of s*b`,
    hits: [{ b: 1 }],
    misses: [{ a: 1 }],
  },
  {
    name: 'all of them, but those that begin with an underscore',
    detection: `${NAMED}condition: all of them`,
    hits: [{ a: 1, b: 1, d: 1 }],
    misses: [{ a: 1, b: 1, c: 1 }],
  },
  {
    name: 'a star leaves out those that begin with an underscore too',
    detection: `${NAMED}condition: 1 of *`,
    hits: [{ a: 1 }, { d: 1 }],
    misses: [{ c: 1 }],
  },
  {
    name: 'a pattern may name the underscore',
    detection: `${NAMED}condition: 1 of _*`,
    hits: [{ c: 1 }],
    misses: [{ a: 1 }],
  },
  {
    name: 'not one of',
    detection: `${NAMED}condition: sel_a and not 1 of fil*`,
    hits: [{ a: 1 }],
    misses: [{ a: 1, d: 1 }, {}],
  },
  {
    name: 'not all of',
    detection: `${NAMED}condition: not all of sel_*`,
    hits: [{ a: 1 }, {}],
    misses: [{ a: 1, b: 1 }],
  },
  {
    name: 'names with dashes and underscores',
    detection: `${NAMED}condition: fil-x or _own`,
    hits: [{ c: 1 }, { d: 1 }],
    misses: [{ a: 1 }],
  },
  {
    name: 'names that begin with an operator',
    detection:
      'notes:\n    a: 1\norder:\n    b: 1\nand_more:\n    c: 1\ncondition: notes or order and and_more',
    hits: [{ a: 1 }, { b: 1, c: 1 }],
    misses: [{ b: 1 }, { c: 1 }],
  },
  {
    name: 'not before and before or',
    detection: `${NAMED}condition: sel_a or sel_b and not _own`,
    hits: [{ a: 1, c: 1 }, { b: 1 }],
    misses: [{ b: 1, c: 1 }],
  },
  {
    name: 'parentheses, nested',
    detection: `${NAMED}condition: not (sel_a and (sel_b or not (_own)))`,
    hits: [{ a: 1, c: 1 }, {}],
    misses: [{ a: 1 }, { a: 1, b: 1, c: 1 }],
  },
  {
    name: 'a list of conditions',
    detection: `${NAMED}condition:\n    - sel_a\n    - sel_b and _own`,
    hits: [{ a: 1 }, { b: 1, c: 1 }],
    misses: [{ b: 1 }],
  },
  {
    name: 'the same field twice, by different modifiers',
    detection: selection('a|startswith: x', 'a|endswith: y'),
    hits: [{ a: 'x-y' }, { a: ['x', 'y'] }],
    misses: [{ a: 'x' }],
  },
  {
    name: 'a nested field, through lists',
    detection: selection('a.b.c|contains: x'),
    hits: [{ a: [{ b: [{ c: 'n' }, { c: ['axb'] }] }] }],
    misses: [{ 'a.b.c': 'x' }, { a: { b: 'x' } }],
  },
];

/** Times: no engine’s SQL reads their many spellings. */
const TIMES: readonly OddRule[] = [
  {
    name: 'hours out of office',
    detection: 'early:\n    a|hour|lt: 6\nlate:\n    a|hour|gte: 22\ncondition: early or late',
    hits: [{ a: '2024-08-12T23:30:00Z' }, { a: '2024-08-12T05:59:59Z' }],
    misses: [{ a: '2024-08-12T06:00:00Z' }, { a: 'x' }, {}],
  },
  {
    name: 'minute, day, month, year',
    detection: selection('a|minute: 30', 'a|day: 12', 'a|month: 8', 'a|year: 2024'),
    hits: [{ a: '2024-08-12T10:30:59Z' }],
    misses: [{ a: '2024-08-13T10:30:00Z' }],
  },
  {
    name: 'week of the year, as ISO counts',
    detection: selection('a|week: 1'),
    hits: [{ a: '2024-12-30T00:00:00Z' }],
    misses: [{ a: '2024-12-29T23:59:59Z' }],
  },
];

export const ODD_RULES: readonly OddRule[] = [...VALUES, ...MODIFIERS, ...LOGIC, ...TIMES];
