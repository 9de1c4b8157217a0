import { isObject } from '../json';

/** What every function of the pipeline is told when it is deployed. */
interface Common {
  readonly home: string;
}

export interface NormalizeSettings extends Common {
  /** Bucket of the lake. */
  readonly lake: string;
  /** Table of the platform's state. */
  readonly table: string;
  /** Folder of configuration, rules and reference data. */
  readonly bundle: string;
}

export interface ReconcileSettings extends Common {
  readonly lake: string;
  /** URL of the queue that normalize reads. */
  readonly queue: string;
  /** Folders of the sources that are parsed: what lies elsewhere is kept raw. */
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
  /** ARN of the topic that is the channel `native`. */
  readonly topic: string;
}

export function parseNormalizeSettings(text: string | undefined): NormalizeSettings {
  return parse<NormalizeSettings>(text, 'normalize', ['home', 'lake', 'table', 'bundle']);
}

export function parseReconcileSettings(text: string | undefined): ReconcileSettings {
  const settings = parse<ReconcileSettings>(text, 'reconcile', ['home', 'lake', 'queue']);
  if (!Array.isArray(settings.raw) || !Array.isArray(settings.folders)) {
    throw wrong(text, 'reconcile');
  }
  return settings;
}

export function parseNotifySettings(text: string | undefined): NotifySettings {
  return parse<NotifySettings>(text, 'notify', ['home', 'table', 'bundle', 'topic']);
}

function parse<Settings>(text: string | undefined, of: string, names: readonly (keyof Settings)[]): Settings {
  const value: unknown = JSON.parse(text ?? 'null');
  if (!isObject(value) || !names.every((name) => typeof value[String(name)] === 'string')) {
    throw wrong(text, of);
  }
  return value as unknown as Settings;
}

function wrong(text: string | undefined, of: string): Error {
  return new Error(
    `SETTINGS: not the settings of ${of}, got ${text?.slice(0, 80)}: deploy Security/Pipeline again`,
  );
}
