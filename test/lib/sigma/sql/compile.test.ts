import fc from 'fast-check';
import type { JsonObject } from '../../../../lib/json';
import { fail, ok } from '../../../../lib/result';
import { compileRule } from '../../../../lib/sigma/compile';
import { compileSql, type SqlOptions } from '../../../../lib/sigma/sql/compile';
import { DIALECTS } from '../../../../lib/sigma/sql/dialects';
import { duckdb } from '../../../../lib/sigma/sql/dialects/duckdb';
import { CLEAR, type LakeView } from '../../../../lib/sigma/sql/lake-view';
import { times } from '../../../support/effort';
import { one } from '../both';
import { eventOf, ruleOf, STUB } from '../support';
import { openTable, type Table } from './table';
import { TYPED } from './typed';

// DuckDB shares the machine's cores with the other tests.
jest.setTimeout(60_000);

const sqlOf = (detection: string, source = STUB, options: SqlOptions = {}, dialect = duckdb) => {
  const query = compileSql(ruleOf(detection), source, dialect, { select: ['record'], ...options });
  return query.ok
    ? query.value.text
    : query.problem.map(({ file, line, message }) => `${file}:${line}: ${message}`);
};

describe('on DuckDB', () => {
  let table: Table;

  beforeAll(async () => {
    table = await openTable();
  });

  afterAll(() => table.close());

  /** Detection, what it matches, what it does not. */
  test.each<[string, JsonObject, JsonObject]>([
    [one('a: bob'), { a: 'BOB' }, { a: 'bobby' }],
    [one('a: b*y'), { a: 'Bobby' }, { a: 'bob' }],
    [one('a|contains: 50%'), { a: 'at 50% now' }, { a: 'at 500' }],
    [one('a|startswith: bo'), { a: 'Bob' }, { a: 'abo' }],
    [one('a|endswith: ob'), { a: ['x', 'Bob'] }, { a: ['bobo'] }],
    [one('a|contains|all: [x, ob]'), { a: 'xbob' }, { a: 'bob' }],
    [one('a|cased: Bob'), { a: 'Bob' }, { a: 'bob' }],
    [one('a|neq: bob'), { a: 'ann' }, { b: 1 }],
    [one('a|exists: true'), { a: null }, { b: 1 }],
    [one('a|exists: false'), { b: 1 }, { a: '' }],
    [one('a.b|exists: true'), { a: [1, { b: null }] }, { a: [{ c: 1 }] }],
    [one('a|gte: 5'), { a: '5' }, { a: 4.9 }],
    [one('a|lt: 5'), { a: 4 }, { a: 'many' }],
    [one('a|re: ^b.b$'), { a: 'bob' }, { a: 'bobo' }],
    [one('a|re|i: BOB'), { a: 'a bob' }, { a: 'bb' }],
    [one('a|cidr: 10.0.0.0/8'), { a: '10.255.0.1' }, { a: '11.0.0.1' }],
    [one('a|fieldref: b'), { a: 'Bob', b: 'bob' }, { a: 'bob' }],
    [one("a|windash|contains: ' -enc'"), { a: 'x /enc' }, { a: 'x enc' }],
    [one('a|base64offset|contains: bar'), { a: Buffer.from('foobar!').toString('base64') }, { a: 'bar' }],
    [one('a|wide|base64: foo'), { a: 'ZgBvAG8A' }, { a: 'Zm9v' }],
    [one('a: null'), { b: 1 }, { a: '' }],
    [one("a: ''"), { a: '' }, { b: 1 }],
    [one('a: true'), { a: true }, { a: 1 }],
    [one('a.b.c: 1'), { a: [{ b: [{ c: [2, 1] }] }] }, { a: { b: 1 } }],
    ['s1:\n    a: 1\ns2:\n    b: 1\ncondition: s1 or s2', { b: 1 }, { c: 1 }],
    ['s1:\n    a: 1\ns2:\n    b: 1\ncondition: s1 and not s2', { a: 1 }, { a: 1, b: 1 }],
    ['s1:\n    a: 1\ns2:\n    b: 1\ncondition: 1 of s*', { b: 1 }, { a: 2 }],
    ['s1:\n    a: 1\ns2:\n    b: 1\ncondition: all of them', { a: 1, b: 1 }, { a: 1 }],
    ['s1:\n    - a: 1\n    - b: 1\ncondition: not s1', {}, { b: 1 }],
    ['s:\n    - bob\ncondition: s', { a: [{ b: 'x Bobby' }] }, { bob: 1 }],
    ['s:\n    "|all": [bob, 7]\ncondition: s', { a: 'bob', b: [{ c: 175 }] }, { a: 'bob' }],
    ['s:\n    - bob\ncondition: not s', { a: 'ann' }, { a: 'bob' }],
    [
      's:\n    - Stub\ncondition: not s',
      { a: 'no "Stub" in metadata counts'.replace('Stub', '') },
      { a: 'stub' },
    ],
    [one('a: ΟΔΟΣ'), { a: 'οδος' }, { a: 'οδο' }],
    [one('a|contains: σ'), { a: 'ΟΔΟΣ' }, { a: 'ΟΔΟ' }],
    [one('a|gte: 16'), { a: '16' }, { a: '0x10' }],
    ['s1:\n    a: 1\ncondition: not (not s1)', { a: 1 }, {}],
  ])('%s', async (detection, met, missed) => {
    await table.fill([eventOf(met), eventOf(missed)], STUB.id);

    expect(await table.records(String(sqlOf(detection)))).toEqual([0]);
  });

  test('no text of a rule is ever SQL', async () => {
    const hostile = fc
      .tuple(
        fc.constantFrom(
          "' OR 1=1 --",
          "'; DROP TABLE security_events; --",
          "\\' OR true --",
          '"',
          "''",
          '$$',
          '%_!',
        ),
        fc.string({ unit: 'binary', maxLength: 8 }),
      )
      .map((parts) => parts.join(''))
      .filter((text) => !/[\ud800-\udfff\0]/u.test(text));
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (field, text) => {
        const name = field.replace(/[.|]/g, '');
        const value = JSON.stringify(text.replace(/[\\*?]/g, '\\$&'));
        const detection = `s:\n    ${JSON.stringify(`${name}|cased`)}: ${value}\ncondition: s`;
        const rule = ruleOf(detection);
        const events = [eventOf({ [name]: text }), eventOf({ [name]: 'else' }), eventOf({})];
        await table.fill(events, STUB.id);
        const predicate = compileRule(rule, STUB);

        const expected = events.flatMap((event, index) => (predicate(event) ? [index] : []));
        expect(await table.records(String(sqlOf(detection)))).toEqual(expected);
        expect(expected).toEqual([0]);
      }),
      { numRuns: times(40) },
    );
  });

  test('findings and other sources are never hit', async () => {
    const finding = { ...eventOf({ a: 1 }), class_uid: 2004 };
    await table.fill([eventOf({ a: 1 }), finding], STUB.id);
    expect(await table.records(String(sqlOf(one('a: 1'))))).toEqual([0]);

    await table.fill([eventOf({ a: 1 })], 'another');
    expect(await table.records(String(sqlOf(one('a: 1'))))).toEqual([]);
  });

  test('only the asked time is looked at, both ends included', async () => {
    const at = Date.UTC(2024, 0, 31, 23, 59, 59);
    const events = [at - 1000, at, at + 2000, at + 3000].map((time) => ({ ...eventOf({ a: 1 }), time }));
    await table.fill(events, STUB.id);

    const range = { from: at * 1000, to: (at + 2000) * 1000 };
    expect(await table.records(String(sqlOf(one('a: 1'), STUB, { range })))).toEqual([1, 2]);
  });

  test('tokens are compared as they stand at masked paths', async () => {
    const view: LakeView = {
      ...CLEAR,
      standIns: (path, value) =>
        ok([{ path, text: path === 'unmapped.a' ? `tok_k_${value.toLowerCase()}` : value }]),
    };
    const options: SqlOptions = { view };
    await table.fill([eventOf({ a: 'tok_k_bob' }), eventOf({ a: 'tok_k_ann' }), eventOf({})], STUB.id);

    expect(await table.records(String(sqlOf(one('a: [Bob, cy]'), STUB, options)))).toEqual([0]);
    expect(await table.records(String(sqlOf(one('a|neq: Bob'), STUB, options)))).toEqual([1]);
  });
});

describe('what SQL cannot say is a reason at a line', () => {
  const masked: SqlOptions = {
    view: {
      standIns: () => fail('is masked'),
      refusesPattern: () => 'is no pattern’s',
      refusesPresence: () => 'comes and goes',
    },
  };

  test.each<[string, SqlOptions, string]>([
    ['selection:\n    - bob\ncondition: selection', masked, 'is no pattern’s'],
    [one('a|cidr: 2001::/32'), {}, 'the IPv6 block 2001::/32'],
    [one('a|hour: 3'), {}, 'hour: times stand in many spellings'],
    [one('a: Ɤ'), {}, 'the case of "ɤ"'],
    [one("a: '?😀'"), {}, 'a value with ? and characters beyond U+FFFF'],
    [one('a: "x\\0"'), {}, 'NUL'],
    [one("a|re: '[😀]'"), {}, 'beyond U+FFFF'],
    [one("a|re: '(a{1,40}){1,30}'"), {}, 'repetitions within repetitions'],
    [one("a|re: '[a-z]{1000}(x{1000}){9}'"), {}, 'too large'],
    [one('a: bob'), masked, '"a" is masked'],
    [one('a: [1, true]'), masked, '"a" is masked'],
    [one('a|contains: bob'), masked, 'is no pattern’s'],
    [one('a|re: bob'), masked, 'is no pattern’s'],
    [one('a|cidr: 10.0.0.0/8'), masked, 'is no pattern’s'],
    [one('a|gt: 5'), masked, 'is no pattern’s'],
    [one('a: null'), masked, 'comes and goes'],
    [one("a: '*'"), masked, 'comes and goes'],
    [one('a|exists: true'), masked, 'comes and goes'],
    [one('a|neq: bob'), masked, '"a" is masked'],
    [one('a|fieldref: b'), masked, 'comes and goes'],
    [
      one('a|cased: bob'),
      { view: { ...CLEAR, standIns: (path) => ok([{ path, text: 'tok' }]) } },
      'upper and lower',
    ],
  ])('%s', (detection, options, reason) => {
    for (const dialect of DIALECTS) {
      expect(sqlOf(detection, STUB, options, dialect)).toEqual([
        expect.stringMatching(new RegExp(`^example\\.yml:\\d+: not in SQL \\(${dialect.name}\\): `)),
      ]);
      expect(String(sqlOf(detection, STUB, options, dialect))).toContain(reason);
    }
  });
});

describe('in every dialect', () => {
  test.each(DIALECTS)(
    '$name: partitions, source, no findings, the rule, and quotes in balance',
    (dialect) => {
      const range = { from: Date.UTC(2024, 7, 12, 10) * 1000, to: Date.UTC(2024, 7, 12, 12) * 1000 };
      const text = String(sqlOf(one("op: [it's, x]"), TYPED, { range }, dialect));

      expect(text).toContain('"year" = 2024 AND "month" = 8 AND "day" = 12 AND "hour" BETWEEN 10 AND 12');
      expect(text).toContain('"time_us" BETWEEN 1723456800000000 AND 1723464000000000');
      expect(text).toContain(`"event_category" IN ('application')`);
      expect(text).toContain(`"source" = 'typed'`);
      expect(text).toContain('"class_uid" <> 2004');
      expect(text).toContain(`IN ('it''s', 'x')`);
      expect(text.split("'").length % 2).toBe(1);
    },
  );

  test.each<[string, string]>([
    ['user: bob', `json_extract_scalar(event, '$["actor"]["user"]["name"]')`],
    ['port: 443', '"src_port" = 443'],
    ['op|re: ^b', `regexp_like("operation", '\\Ab')`],
    ['op|re: \\bb', '(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])'],
    ['data|endswith: b', 'any_match("at api.request.data", v -> '],
    ['data.b|exists: true', 'any_match("in api.request.data", v -> json_extract(v, \'$["b"]\') IS NOT NULL)'],
    ['user|fieldref|contains: op', 'strpos('],
    ['user|fieldref|endswith: op', 'starts_with(reverse('],
    ['user|gt: 5', '> 5E0'],
    ['res: x', 'json_extract(event, \'$["resources"]\')'],
  ])('trino: %s', (line, expected) => {
    const trino = DIALECTS.find(({ name }) => name === 'trino') ?? duckdb;

    expect(String(sqlOf(one(line), TYPED, {}, trino))).toContain(expected);
  });
});
