/** A Spark job that is started and not waited for: it is over when what it writes is there. */
export interface SparkRun {
  /** A run that is started again under the same token is the same run. */
  readonly token: string;
  /** Key of its program, and of the file that says what to do, in the lake's store. */
  readonly program: string;
  readonly plan: string;
  /** It is ended after that. */
  readonly minutes: number;
}

export interface SparkEngine {
  /** What a minute costs at most: all the capacity it may take. */
  readonly usdPerMinute: number;
  /** Where the engine finds the lake's objects: `s3://bucket/`. */
  readonly root: string;
  /** Throws where the engine does not take the run. */
  start(run: SparkRun): Promise<void>;
}
