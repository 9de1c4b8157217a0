import { isObject, type JsonObject } from './json';

/** What a function's settings must have; what else they may have is not looked at. */
export interface SettingsShape<Settings> {
  /** What a message calls the function. */
  readonly of: string;
  /** Stack below `Security` that deploys it. */
  readonly stack: string;
  readonly texts: readonly (keyof Settings & string)[];
  readonly numbers?: readonly (keyof Settings & string)[];
  readonly lists?: readonly (keyof Settings & string)[];
  readonly maps?: readonly (keyof Settings & string)[];
  /** Whatever more must hold. */
  readonly holds?: (settings: JsonObject) => boolean;
}

/** Reads what a stack wrote into a function's variable `SETTINGS`. Throws where it is not there, or no such settings. */
export function parseFunctionSettings<Settings>(
  given: string | undefined,
  { of, stack, texts, numbers = [], lists = [], maps = [], holds = () => true }: SettingsShape<Settings>,
): Settings {
  const value: unknown = JSON.parse(given ?? 'null');
  if (
    isObject(value) &&
    texts.every((name) => typeof value[name] === 'string') &&
    numbers.every((name) => typeof value[name] === 'number') &&
    lists.every((name) => Array.isArray(value[name])) &&
    maps.every((name) => isObject(value[name])) &&
    holds(value)
  ) {
    return value as unknown as Settings;
  }
  throw new Error(
    `SETTINGS: not the settings of ${of}, got ${given?.slice(0, 80)}: deploy Security/${stack} again`,
  );
}
