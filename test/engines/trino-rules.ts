import type { OcsfEvent } from '../../lib/ocsf/event';
import { createMasker } from '../../lib/pipeline/mask/masker';
import type { MaskPolicy } from '../../lib/pipeline/mask/policy';
import { lakeView } from '../../lib/rules/lake-view';
import { compileRule } from '../../lib/sigma/compile';
import { matchesLogsource } from '../../lib/sigma/logsource';
import type { Rule } from '../../lib/sigma/rule';
import { compileSql } from '../../lib/sigma/sql/compile';
import { duckdb } from '../../lib/sigma/sql/dialects/duckdb';
import { trino } from '../../lib/sigma/sql/dialects/trino';
import { ruleInLake } from '../../lib/sigma/sql/lake-rule';
import { SOURCES } from '../../lib/sources';
import type { Source } from '../../lib/sources/source';
import { openLake } from '../../lib/targets/local/duckdb';
import { eventsFor, inLake } from '../lib/sigma/sql/events-for';
import { STUB } from '../lib/sigma/support';
import type { TrinoLakes } from './trino-lake';

const KEY = { keyId: 'test', key: new Uint8Array(32).fill(9) };
/** Events made for each rule. */
const EACH = 8;
/** Queries sent as one: what a query costs Trino by itself is most of it. */
const TOGETHER = 8;

export interface Figures {
  queries: number;
  hits: number;
  events: number;
  /** Rules that no query can say. */
  refused: number;
  readonly wrong: unknown[];
}

interface Asked {
  readonly rule: Rule;
  readonly trino: string;
  readonly duckdb: string | undefined;
  readonly expected: readonly number[];
}

/** Every rule against masked events made for all rules of its source, in Trino, in DuckDB and as predicate. */
export async function compareRules(
  lakes: TrinoLakes,
  name: string,
  rules: readonly Rule[],
  policy: MaskPolicy,
): Promise<Figures> {
  const figures: Figures = { queries: 0, hits: 0, events: 0, refused: 0, wrong: [] };
  const mask = createMasker({ policyFor: () => policy, tokens: KEY });
  for (const source of [...SOURCES, STUB]) {
    const mine = rules.filter((rule) => isOf(rule, source));
    const events = mine.flatMap((rule) => eventsFor(rule, source, EACH)).filter(inLake);
    if (events.length === 0) {
      continue;
    }
    for (const event of events) {
      mask(event, source.id);
    }
    const lake = `${name}-${source.id}`;
    const folder = await lakes.fill(lake, events, source.id);
    const asked = mine.flatMap((rule) => questions(rule, source, events, policy));
    figures.refused += mine.length - asked.length;
    figures.events += events.length;
    figures.queries += asked.length;
    figures.hits += asked.reduce((sum, { expected }) => sum + expected.length, 0);
    figures.wrong.push(...(await wrongInTrino(lakes, lake, asked)), ...(await wrongInDuckdb(folder, asked)));
  }
  return figures;
}

function isOf(rule: Rule, source: Source): boolean {
  return source === STUB
    ? !SOURCES.some((one) => matchesLogsource(rule.logsource, one.logsource))
    : matchesLogsource(rule.logsource, source.logsource);
}

function questions(rule: Rule, source: Source, events: readonly OcsfEvent[], policy: MaskPolicy): Asked[] {
  const view = lakeView(source, () => policy, KEY);
  const query = compileSql(rule, source, trino, { select: ['record'], view });
  if (!query.ok) {
    return [];
  }
  const other = compileSql(rule, source, duckdb, { select: ['record'], view });
  const inLakeRule = ruleInLake(rule, source, view);
  const predicate = compileRule({ ...rule, expression: inLakeRule.expression }, inLakeRule);
  return [
    {
      rule,
      trino: query.value.text,
      duckdb: other.ok ? other.value.text : undefined,
      expected: events.flatMap((event, index) => (predicate(event) ? [index] : [])),
    },
  ];
}

async function wrongInTrino(lakes: TrinoLakes, lake: string, asked: readonly Asked[]): Promise<unknown[]> {
  const wrong: unknown[] = [];
  for (let from = 0; from < asked.length; from += TOGETHER) {
    const some = asked.slice(from, from + TOGETHER);
    const parts = some.map(({ trino: text }, index) => `SELECT ${index} AS rule, record FROM (\n${text}\n)`);
    const { rows } = await lakes.query(lake, parts.join('\nUNION ALL\n')).catch((error: unknown) => {
      wrong.push([some.map(({ rule }) => rule.title), String(error).slice(0, 500)]);
      return { rows: undefined };
    });
    for (const [index, { rule, expected }] of rows ? some.entries() : []) {
      const found = (rows ?? []).filter(([at]) => at === index).map(([, record]) => Number(record));
      wrong.push(...difference('trino', rule, found, expected));
    }
  }
  return wrong;
}

async function wrongInDuckdb(folder: string, asked: readonly Asked[]): Promise<unknown[]> {
  const wrong: unknown[] = [];
  const lake = await openLake(folder);
  try {
    for (const { rule, duckdb: text, expected } of asked) {
      if (text !== undefined) {
        const { rows } = await lake.query(text);
        wrong.push(
          ...difference(
            'duckdb',
            rule,
            rows.map(([record]) => Number(record)),
            expected,
          ),
        );
      }
    }
  } finally {
    lake.close();
  }
  return wrong;
}

function difference(
  engine: string,
  { file, title }: Rule,
  found: readonly number[],
  expected: readonly number[],
): unknown[] {
  const [more, less] = [
    found.filter((one) => !expected.includes(one)),
    expected.filter((one) => !found.includes(one)),
  ];
  return more.length + less.length === 0 && found.length === expected.length
    ? []
    : [{ engine, file, title, more: more.slice(0, 3), less: less.slice(0, 3) }];
}

/** Rows of a lake that Trino and DuckDB do not read alike, a few. */
export async function differingRows(lakes: TrinoLakes, name: string, folder: string): Promise<unknown[]> {
  // Trino rounds times to milliseconds; `time_us` has the rest.
  const columns = (milliseconds: (column: string) => string) =>
    `raw_object, record, ${milliseconds('event_time')}, ${milliseconds('ingest_time')}, time_us, event_type, source_ip, user_id, clock_skew, class_uid, bytes, src_port, src_asn, year, month, day, hour, event_category, event_uid, event`;
  const order = 'FROM security_events ORDER BY raw_object, record, event_uid, event';
  const lake = await openLake(folder);
  const inDuckdb = await lake
    .query(
      `SELECT ${columns((column) => `CAST(floor(epoch_us(${column}) / 1000 + 0.5) AS BIGINT)`)} ${order}`,
    )
    .finally(() => lake.close());
  const inTrino = await lakes.query(
    name,
    `SELECT ${columns((column) => `CAST(floor(to_unixtime(${column}) * 1000 + 0.5) AS BIGINT)`)} ${order}`,
  );
  const texts = (rows: readonly (readonly unknown[])[]) => rows.map((row) => row.map(String).join('\t'));
  const [ours, theirs] = [texts(inTrino.rows), texts(inDuckdb.rows)];
  return ours.length === theirs.length
    ? ours.flatMap((row, index) => (row === theirs[index] ? [] : [[row, theirs[index]]])).slice(0, 3)
    : [[ours.length, theirs.length]];
}
