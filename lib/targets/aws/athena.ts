import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { sha256 } from '../../hash';
import { isObject, type JsonObject, list, number, object, text } from '../../json';
import { type QueryAnswer, type QueryEngine, QueryFailed, type QueryLimits } from '../../ports/query-engine';
import { athenaError, refusal } from './athena-error';
import type { SignedPost } from './signed-post';

export interface AthenaOptions {
  readonly workgroup: string;
  readonly database: string;
  /** Waits between questions about a query; rejects once the signal is aborted. Milliseconds. */
  readonly pause?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
}

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;
/** Times that Athena may say that too much is asked at once, before a call is given up. */
const TOO_MANY = 12;
/** The most rows a page may have. Source: Amazon Athena API, GetQueryResults. */
const PAGE_ROWS = 1000;

/**
 * Athena, in a workgroup: which decides where results go, and at how many bytes at most a query ends. Source: Amazon
 * Athena API: StartQueryExecution, GetQueryExecution, StopQueryExecution, GetQueryResults.
 */
export function athenaEngine(post: SignedPost, options: AthenaOptions): QueryEngine {
  const { pause = waited } = options;
  const athena = { ...options, pause, call: caller(post, pause) };
  return {
    run: async (sql, limits) => {
      const queryId = await start(athena, sql, limits);
      const execution = await finished(athena, queryId, limits);
      return answer(athena, queryId, execution, limits.signal);
    },
  };
}

type Call = (operation: string, input: JsonObject, signal?: AbortSignal) => Promise<JsonObject>;

interface Athena extends Required<AthenaOptions> {
  readonly call: Call;
}

function waited(ms: number, signal?: AbortSignal): Promise<unknown> {
  return wait(ms, undefined, signal && { signal });
}

/** Calls an operation, again while Athena says that too much is asked at once; throws `QueryFailed` for any other no. */
function caller(post: SignedPost, pause: Athena['pause']): Call {
  return async (operation, input, signal) => {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AmazonAthena.${operation}`,
    };
    for (let attempt = 1; ; attempt += 1) {
      const { status, body } = await post(headers, JSON.stringify(input));
      if (status === 200) {
        return parsed(body);
      }
      if (!body.includes('TooManyRequestsException') || attempt === TOO_MANY) {
        throw new QueryFailed(refusal(operation, status, parsed(body)), text(input.QueryExecutionId));
      }
      await pause(waitOf(attempt), signal);
    }
  };
}

/** The same request, made again, is the same query: its token says so. */
async function start(athena: Athena, sql: string, { signal, request }: QueryLimits): Promise<string> {
  const { call, workgroup, database } = athena;
  const input = {
    QueryString: sql,
    WorkGroup: workgroup,
    QueryExecutionContext: { Database: database },
    ClientRequestToken: sha256([workgroup, sql, request ?? randomUUID()].join('\n')),
  };
  const begin = async () => {
    signal?.throwIfAborted();
    return text((await call('StartQueryExecution', input, signal)).QueryExecutionId);
  };
  const queryId = await begin().catch((error: unknown) => {
    throw signal?.aborted ? new QueryFailed(`not begun: ${reasonOf(signal)}`) : error;
  });
  if (queryId === undefined) {
    throw new QueryFailed(`Athena does not say which query it began: see the recent queries of ${workgroup}`);
  }
  return queryId;
}

/** The execution once it has succeeded. A query that is not waited for any longer is stopped: it would be paid for. */
async function finished(athena: Athena, queryId: string, limits: QueryLimits): Promise<JsonObject> {
  const { call, pause } = athena;
  const { signal } = limits;
  try {
    for (let attempt = 1; ; attempt += 1) {
      signal?.throwIfAborted();
      const said = await call('GetQueryExecution', { QueryExecutionId: queryId }, signal);
      const execution = object(said.QueryExecution) ?? {};
      if (hasSucceeded(queryId, execution, limits)) {
        return execution;
      }
      await pause(waitOf(attempt), signal);
    }
  } catch (error) {
    // Whatever it was: nobody will read the answer. Stopping what has ended changes nothing.
    await call('StopQueryExecution', { QueryExecutionId: queryId }).catch(() => undefined);
    throw signal?.aborted
      ? new QueryFailed(`query ${queryId}: stopped: ${reasonOf(signal)}`, queryId)
      : error;
  }
}

/** Whether it has ended well, or runs; throws when it has ended otherwise, or is to. */
function hasSucceeded(queryId: string, execution: JsonObject, { maxBytes }: QueryLimits): boolean {
  const state = text(object(execution.Status)?.State);
  if (state === 'FAILED' || state === 'CANCELLED') {
    throw new QueryFailed(athenaError(queryId, execution), queryId);
  }
  const scanned = bytesOf(execution);
  if (state !== 'SUCCEEDED' && scanned > maxBytes) {
    const limit = `it had read ${scanned} bytes, the limit is ${maxBytes}`;
    throw new QueryFailed(
      `query ${queryId}: stopped: ${limit}: name the hours (year, month, day, hour) and fewer columns`,
      queryId,
    );
  }
  return state === 'SUCCEEDED';
}

async function answer(
  athena: Athena,
  queryId: string,
  execution: JsonObject,
  signal: AbortSignal | undefined,
): Promise<QueryAnswer> {
  const first = await page(athena, queryId, undefined);
  const infos = list(object(object(first.ResultSet)?.ResultSetMetadata)?.ColumnInfo).map(object);
  const columns = infos.map((info) => text(info?.Label) ?? text(info?.Name) ?? '');
  const types = infos.map((info) => text(info?.Type) ?? 'varchar');
  // What asks of the table begins with its heads; what asks of the catalogue does not.
  const heads = text(execution.StatementType) === 'DML' && columns.length > 0 ? 1 : 0;
  async function* rows() {
    yield* cellsOf(first).slice(heads);
    for (let next = text(first.NextToken); next !== undefined; ) {
      if (signal?.aborted) {
        throw new QueryFailed(`query ${queryId}: its rows are read no further: ${reasonOf(signal)}`, queryId);
      }
      const more = await page(athena, queryId, next);
      yield* cellsOf(more);
      next = text(more.NextToken);
    }
  }
  return { columns, types, rows: rows(), bytesScanned: bytesOf(execution) };
}

function page({ call }: Athena, queryId: string, next: string | undefined): Promise<JsonObject> {
  return call('GetQueryResults', {
    QueryExecutionId: queryId,
    MaxResults: PAGE_ROWS,
    ...(next === undefined ? {} : { NextToken: next }),
  });
}

/** NULL is a cell without a value; an empty text has one. */
function cellsOf(results: JsonObject): readonly (string | null)[][] {
  return list(object(results.ResultSet)?.Rows).map((row) =>
    list(object(row)?.Data).map((cell) => {
      const value = object(cell)?.VarCharValue;
      return typeof value === 'string' ? value : null;
    }),
  );
}

function bytesOf(execution: JsonObject | undefined): number {
  return number(object(execution?.Statistics)?.DataScannedInBytes) ?? 0;
}

function reasonOf({ reason }: AbortSignal): string {
  return reason instanceof Error ? reason.message : String(reason);
}

function waitOf(attempt: number): number {
  return Math.min(FIRST_WAIT_MS * 1.5 ** (attempt - 1), LONGEST_WAIT_MS);
}

function parsed(body: string): JsonObject {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : {};
  } catch {
    return { Message: body.slice(0, 300) };
  }
}
