import { databaseName, teamName } from '../../../infra/policy/names';
import type { ResolvedPlatform, ResolvedTeam } from '../../../lib/config/resolved';
import { AWS_PRICES } from '../../../lib/cost/aws-prices';
import { tableOf } from '../../../lib/lake/table/team-table';
import type { QueryAnswer, QueryEngine } from '../../../lib/ports/query-engine';
import { athenaEngine } from '../../../lib/targets/aws/athena';
import { signedPost } from '../../../lib/targets/aws/signed-post';
import { openAwsPlatform } from '../aws-platform';
import { UsageError } from '../errors';
import type { QueryOptions } from './query';
import { printAnswer, remark } from './query-output';
import { remarksOn } from './query-remarks';
import { queriesFor, timeRange } from './rules-sql';

const TB = 1e12;
const MB = 1e6;
/** Athena rounds up to a megabyte, and charges for ten at least. Source: Amazon Athena pricing. */
const LEAST_BYTES = 10 * MB;

/**
 * `kumomori query --target aws`: the query in the team's workgroup of Athena. Ctrl-C stops it there, too. What the
 * answer may leave out, and what it cost, is told on standard error.
 */
export async function queryAws(sql: string | undefined, options: QueryOptions): Promise<void> {
  const opened = await openAwsPlatform(options);
  const team = teamOf(opened.platform, options.team);
  const queries = { ...options, engine: 'athena', table: tableOf(team) };
  const texts = sql === undefined ? await queriesFor([options.rule ?? ''], queries) : [sql];
  const asked = timeRange(options);
  for (const text of await remarksOn({ ...opened, team, sql: sql ?? '', asked })) {
    remark(`kumomori: ${text}`);
  }
  const engine = athenaEngine(signedPost('athena', opened.home), {
    workgroup: teamName(opened.platform, team.name),
    database: databaseName(opened.platform),
  });
  const stopping = new AbortController();
  // The second Ctrl-C ends the command at once, as ever.
  process.once('SIGINT', () => stopping.abort(new Error('Ctrl-C')));
  const answers: QueryAnswer[] = [];
  for (const text of texts) {
    answers.push(await ask(engine, text, team, stopping.signal));
  }
  await printAnswer({ columns: answers[0]?.columns ?? [], rows: rowsOf(answers) }, options);
  for (const { bytesScanned } of options.stats ? answers : []) {
    remark(price(bytesScanned));
  }
}

function teamOf({ query }: ResolvedPlatform, name: string | undefined): ResolvedTeam {
  const team = name === undefined ? query.teams[0] : query.teams.find((one) => one.name === name);
  if (team === undefined) {
    const known = query.teams.map((one) => one.name).join(', ');
    throw new UsageError(`--team ${name}: no such team; one of ${known}`);
  }
  return team;
}

function ask(
  engine: QueryEngine,
  sql: string,
  team: ResolvedTeam,
  signal: AbortSignal,
): Promise<QueryAnswer> {
  return engine.run(sql, { maxBytes: team.scanLimitBytes, signal });
}

/** A rule's queries, one a source, have the same columns. */
async function* rowsOf(answers: readonly QueryAnswer[]): AsyncIterable<readonly unknown[]> {
  for (const { rows, types } of answers) {
    for await (const row of rows) {
      yield row.map((cell, index) => typed(cell, types?.[index]));
    }
  }
}

const INTEGERS: ReadonlySet<string> = new Set(['tinyint', 'smallint', 'integer', 'bigint']);
const FRACTIONS: ReadonlySet<string> = new Set(['real', 'float', 'double']);

/** Numbers as numbers, where they are exact: the engine writes every value as text. */
function typed(cell: string | null, type: string | undefined): unknown {
  if (cell === null || type === undefined) {
    return cell;
  }
  const number = Number(cell);
  if (INTEGERS.has(type) ? Number.isSafeInteger(number) : FRACTIONS.has(type) && Number.isFinite(number)) {
    return number;
  }
  return type === 'boolean' ? cell === 'true' : cell;
}

function price(bytes: number): string {
  const charged = bytes === 0 ? 0 : Math.max(LEAST_BYTES, Math.ceil(bytes / MB) * MB);
  const usd = (charged / TB) * AWS_PRICES.athena.tb;
  const { region, asOf } = AWS_PRICES;
  return `read ${bytes} bytes: about ${usd.toFixed(6)} USD (${AWS_PRICES.athena.tb} USD a TB in ${region}, ${asOf}; at least 10 MB a query)`;
}
