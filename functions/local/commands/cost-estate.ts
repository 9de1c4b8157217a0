import { costReaderName, databaseName } from '../../../infra/policy/names';
import { tagViewName } from '../../../lib/cost/cur';
import type { TimeSpan } from '../../../lib/lake/archive/archived-hours';
import type { QueryAnswer } from '../../../lib/ports/query-engine';
import { athenaEngine } from '../../../lib/targets/aws/athena';
import { signedPost } from '../../../lib/targets/aws/signed-post';
import { type AwsPlatform, openAwsPlatform } from '../aws-platform';
import { UsageError } from '../errors';
import { configFile } from '../platform';
import { readTimeSpan } from '../time-range';
import type { CostOptions } from './cost';
import { printAnswer } from './query-output';

const TAG = 'tag:';

/**
 * `kumomori cost --estate`: what AWS bills, by month and account, unit or tag, by the views of the bill. The months are
 * those that `--from` and `--to` touch. Ctrl-C stops the query in Athena, too.
 */
export async function estateCost(options: CostOptions): Promise<void> {
  const opened = await openAwsPlatform(options);
  const { platform, home } = opened;
  if (!platform.cost.export) {
    throw new UsageError(
      `${configFile(options.config)}: cost.export is off: set it to create and deploy, and the bill is there a day later`,
    );
  }
  const sql = `SELECT * FROM ${viewOf(options.by ?? 'account', opened)}${during(readTimeSpan(options))} ORDER BY month, usd DESC`;
  const stopping = new AbortController();
  // The second Ctrl-C ends the command at once, as ever.
  process.once('SIGINT', () => stopping.abort(new Error('Ctrl-C')));
  const engine = athenaEngine(signedPost('athena', home), {
    workgroup: costReaderName(platform),
    database: databaseName(platform),
  });
  // The workgroup stops what reads too much.
  const answer = await engine.run(sql, { maxBytes: Number.POSITIVE_INFINITY, signal: stopping.signal });
  await printAnswer({ columns: answer.columns, rows: rowsOf(answer) }, options);
}

function viewOf(by: string, { platform }: AwsPlatform): string {
  const { tags } = platform.cost;
  const tag = by.startsWith(TAG) ? tags.find((one) => one === by.slice(TAG.length)) : undefined;
  if (tag !== undefined) {
    return tagViewName(tag);
  }
  if (by !== 'account' && by !== 'unit') {
    const known = ['account', 'unit', ...tags.map((one) => `${TAG}${one}`)];
    throw new UsageError(`--by ${by}: of the bill there is one of ${known.join(', ')} (cost.tags)`);
  }
  return `cost_by_${by}`;
}

/** Months as the views have them, `2024-08`; the last is that of the last moment before the end. */
function during(span: TimeSpan | undefined): string {
  if (span === undefined) {
    return '';
  }
  const [first, last] = [span.from, span.to - 1].map((micros) =>
    new Date(Math.floor(micros / 1000)).toISOString().slice(0, 7),
  );
  return ` WHERE month BETWEEN '${first}' AND '${last}'`;
}

/** Dollars as numbers: what Athena writes has ten digits behind the point. */
async function* rowsOf({ columns, rows }: QueryAnswer): AsyncIterable<readonly unknown[]> {
  const usd = columns.indexOf('usd');
  for await (const row of rows) {
    yield row.map((cell, index) => (index === usd && cell !== null ? Number(cell) : cell));
  }
}
