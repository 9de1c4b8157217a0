import { parseFunctionSettings } from '../function-settings';
import { isObject } from '../json';

/** The application that runs Spark, and as whom; infra/aws/batch makes both. */
export interface SparkSettings {
  readonly application: string;
  readonly role: string;
  /** The most it takes at once, which is what a minute costs at most. */
  readonly vcpu: number;
  readonly memoryGb: number;
  /** ARN of the key of its disks. */
  readonly key: string;
  readonly logGroup: string;
}

/** What the function of the batch is told when it is deployed. */
export interface BatchSettings {
  readonly home: string;
  /** Bucket of the lake. */
  readonly lake: string;
  /** Table of the platform's state. */
  readonly table: string;
  /** Folder of configuration, rules and reference data. */
  readonly bundle: string;
  /** Bucket of rules published without a deploy. @default none */
  readonly bundles?: string;
  readonly workgroup: string;
  readonly database: string;
  readonly usdPerDay: number;
  readonly historyDays: number;
  /** @default there is no Spark */
  readonly spark?: SparkSettings;
}

export function parseBatchSettings(text: string | undefined): BatchSettings {
  return parseFunctionSettings(text, {
    of: 'run-batch',
    stack: 'Batch',
    texts: ['home', 'lake', 'table', 'bundle', 'workgroup', 'database'],
    numbers: ['usdPerDay', 'historyDays'],
  });
}

/** What the schedule sends: which windows to look at, and for when. */
export interface BatchEvent {
  readonly windows: 'hour' | 'day';
  /** ISO 8601: the schedule's own time, the same however late it is delivered. */
  readonly time: string;
}

/** Throws for what no schedule of the platform sends. */
export function parseBatchEvent(event: unknown): {
  readonly size: 'hour' | 'day';
  readonly scheduledMicros: number;
} {
  const { windows, time } = isObject(event) ? event : {};
  const scheduledMicros = typeof time === 'string' ? Date.parse(time) * 1000 : Number.NaN;
  if ((windows !== 'hour' && windows !== 'day') || !Number.isFinite(scheduledMicros)) {
    throw new Error(
      `run-batch: expected {"windows": "hour" or "day", "time": "2024-08-12T10:40:00Z"}, got ${JSON.stringify(event)?.slice(0, 200)}`,
    );
  }
  return { size: windows, scheduledMicros };
}
