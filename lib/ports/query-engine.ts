/** What one query may cost, and how it is known and ended. */
export interface QueryLimits {
  /**
   * Bytes that the query may read. A query that is seen to read more is stopped; engines look now and then only, so what
   * it reads at most is the engine's own limit (a workgroup's, a job's).
   */
  readonly maxBytes: number;
  /** Ends the query in the engine too: Ctrl-C, or `AbortSignal.timeout` where there is a time limit. */
  readonly signal?: AbortSignal;
  /**
   * Names the request: one that is made again under the same name and SQL is the same query for the engine, which is run
   * and paid for once. For work that is repeated after a crash: the query's name and the time it is due.
   *
   * @default every call is a request of its own
   */
  readonly request?: string;
}

export interface QueryAnswer {
  readonly columns: readonly string[];
  /** Types of the columns, by the engine's own names; absent where it does not say. */
  readonly types?: readonly string[];
  /** Read page by page while they are asked for, once. Values as the engine writes them; null is SQL's NULL. */
  readonly rows: AsyncIterable<readonly (string | null)[]>;
  /** What the query read, and is paid for. */
  readonly bytesScanned: number;
}

/** An engine that answers SQL over the lake. */
export interface QueryEngine {
  /**
   * Runs a query to its end. Throws `QueryFailed` where the engine refuses it, it fails, or it is stopped; so may
   * reading the rows.
   */
  run(sql: string, limits: QueryLimits): Promise<QueryAnswer>;
}

/** A query that gave no answer: what the engine said and what to do, for the person who asked. */
export class QueryFailed extends Error {
  override readonly name = 'QueryFailed';

  /** @param queryId how the engine names the query; undefined when it never began one */
  constructor(
    message: string,
    readonly queryId?: string,
  ) {
    super(message);
  }
}
