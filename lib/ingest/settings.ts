import { parseFunctionSettings } from '../function-settings';

/** What every function of the pipeline is told when it is deployed. */
interface Common {
  readonly home: string;
  /** Bucket of rules published without a deploy. @default none */
  readonly bundles?: string;
}

export interface NormalizeSettings extends Common {
  /** Bucket of the lake. */
  readonly lake: string;
  /** Table of the platform's state. */
  readonly table: string;
  /** Folder of configuration, rules and reference data. */
  readonly bundle: string;
}

export interface DetectSettings extends Common {
  /** Bucket of the lake: what the batch learnt of users is there. */
  readonly lake: string;
  readonly table: string;
  readonly bundle: string;
}

export interface ReconcileSettings extends Common {
  readonly lake: string;
  /** Table of the platform's state, which has the claims of raw objects. */
  readonly table: string;
  /** URL of the queue that normalize reads. */
  readonly queue: string;
  /** Folders of what is parsed or counted: what lies elsewhere is kept raw. */
  readonly folders: readonly string[];
  readonly raw: readonly RawPlace[];
}

/** Where raw logs are. */
export interface RawPlace {
  readonly bucket: string;
  readonly region: string;
  /** What their keys begin with; the empty text: with anything. */
  readonly root: string;
}

export interface NotifySettings extends Common {
  readonly table: string;
  readonly bundle: string;
  /** ARN of the topic for people, and name of the bus for programs: together the channel `native`. */
  readonly topic: string;
  readonly bus: string;
  /** ARN of the product that alerts are in Security Hub. */
  readonly product: string;
}

export function parseNormalizeSettings(text: string | undefined): NormalizeSettings {
  return parseFunctionSettings(text, {
    of: 'normalize',
    stack: 'Pipeline',
    texts: ['home', 'lake', 'table', 'bundle'],
  });
}

export function parseDetectSettings(text: string | undefined): DetectSettings {
  return parseFunctionSettings(text, {
    of: 'detect',
    stack: 'Stream',
    texts: ['home', 'lake', 'table', 'bundle'],
  });
}

export function parseReconcileSettings(text: string | undefined): ReconcileSettings {
  return parseFunctionSettings(text, {
    of: 'reconcile',
    stack: 'Pipeline',
    texts: ['home', 'lake', 'table', 'queue'],
    lists: ['raw', 'folders'],
  });
}

export function parseNotifySettings(text: string | undefined): NotifySettings {
  return parseFunctionSettings(text, {
    of: 'notify',
    stack: 'Pipeline',
    texts: ['home', 'table', 'bundle', 'topic', 'bus', 'product'],
  });
}
