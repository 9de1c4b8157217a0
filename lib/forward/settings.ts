import { isObject, text } from '../json';

/** What the function `forward` is told when it is deployed. */
export interface ForwardSettings {
  readonly home: string;
  /** Bucket of the lake. */
  readonly lake: string;
  /** Folder of the configuration. */
  readonly bundle: string;
  /** URLs of the destinations' queues, by their names. */
  readonly queues: Readonly<Record<string, string>>;
}

export function parseForwardSettings(given: string | undefined): ForwardSettings {
  const value: unknown = JSON.parse(given ?? 'null');
  const isWhole =
    isObject(value) &&
    ['home', 'lake', 'bundle'].every((name) => text(value[name]) !== undefined) &&
    isObject(value.queues);
  if (!isWhole) {
    throw new Error(
      `SETTINGS: not the settings of forward, got ${given?.slice(0, 80)}: deploy Security/Pipeline again`,
    );
  }
  return value as unknown as ForwardSettings;
}
