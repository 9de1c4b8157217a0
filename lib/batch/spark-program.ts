/**
 * What Spark runs: each step's question of one day's folder, answered as lines of JSON. The questions come from the
 * plan, whose path is the one argument. Spark has no partition projection: it is given the folders it is to read.
 */
export const SPARK_PROGRAM = `import json
import sys

from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
plan = json.loads(spark.sparkContext.wholeTextFiles(sys.argv[1]).first()[1])
for step in plan["steps"]:
    events = spark.read.option("basePath", plan["events"]).parquet(plan["events"] + step["folder"])
    events.createOrReplaceTempView("security_events")
    answer = spark.sql(step["sql"]).coalesce(1)
    answer.write.mode("overwrite").json(step["output"])
`;

/** What the program is given. */
export interface SparkPlan {
  /** Where the lake's events are, with the slash at its end. */
  readonly events: string;
  readonly steps: readonly {
    /** The day's folder below it. */
    readonly folder: string;
    readonly sql: string;
    /** Folder of the answer. */
    readonly output: string;
  }[];
}
