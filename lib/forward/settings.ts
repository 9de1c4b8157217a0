import { parseFunctionSettings } from '../function-settings';

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

export function parseForwardSettings(text: string | undefined): ForwardSettings {
  return parseFunctionSettings(text, {
    of: 'forward',
    stack: 'Pipeline',
    texts: ['home', 'lake', 'bundle'],
    maps: ['queues'],
    holds: ({ home, lake, bundle }) => [home, lake, bundle].every((text) => text !== ''),
  });
}
