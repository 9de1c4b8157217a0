import { parseRuleFile } from '../../../../lib/sigma/rule-file';
import { correlationText, read } from './support';

const BLOCK = 'type: event_count\nrules: [failed]\ntimespan: 10m\ncondition: {gte: 2}';
const parse = (tests: string) =>
  parseRuleFile({ path: 'c.yml', text: `${correlationText(BLOCK)}tests:\n${tests}\n` });
const testsOf = (tests: string) => parse(tests).correlations[0]?.tests;

test('a correlation without tests has none', () => {
  expect(read(correlationText(BLOCK)).correlations[0]?.tests).toEqual([]);
});

test('what its events have in common stands once; each says what differs', () => {
  const tests = testsOf(
    '  - {name: t, matches: true, event: {a: 1, in: {b: 2, c: [3]}}, events: [{}, {a: 4, in: {c: [5]}}, {in: ~}]}',
  );

  expect(tests).toMatchObject([
    {
      name: 't',
      findings: undefined,
      events: [
        { a: 1, in: { b: 2, c: [3] } },
        { a: 4, in: { b: 2, c: [5] } },
        { a: 1, in: null },
      ],
    },
  ]);
});

test.each([
  ['matches: true', undefined],
  ['matches: false', 0],
  ['findings: 2', 2],
  ['findings: 0', 0],
])('%s asks for %s findings', (expectation, findings) => {
  expect(testsOf(`  - {${expectation}, events: [{}]}`)).toMatchObject([{ findings }]);
});

test('lines of text are events too', () => {
  expect(testsOf('  - {matches: false, events: [one, two]}')).toMatchObject([{ events: ['one', 'two'] }]);
});

test.each([
  ['no events', '  - {matches: true}'],
  ['an empty list of events', '  - {matches: true, events: []}'],
  ['no expectation', '  - {events: [{}]}'],
  ['two expectations', '  - {matches: true, findings: 1, events: [{}]}'],
  ['a word for true', '  - {matches: perhaps, events: [{}]}'],
  ['half a finding', '  - {findings: 1.5, events: [{}]}'],
  ['no map', '  - text'],
])('%s is an error at its line', (_case, tests) => {
  const { correlations, problems } = parse(tests);

  expect(correlations).toEqual([]);
  expect(problems).toMatchObject([
    { line: 9, level: 'error', message: expect.stringContaining('a test of a correlation needs events') },
  ]);
});

test('tests that are no list are an error', () => {
  expect(parse('  matches: true').problems).toMatchObject([
    { message: expect.stringContaining('must be a list') },
  ]);
});

test('a key that means something to JavaScript is a key like any other', () => {
  const [only] = testsOf('  - {matches: true, event: {a: 1}, events: [{__proto__: {polluted: 1}}]}') ?? [];

  expect(JSON.stringify(only?.events)).toBe('[{"a":1,"__proto__":{"polluted":1}}]');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
