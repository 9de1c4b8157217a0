/**
 * A secret that is known by its name everywhere but at the moment of use: printing it, or turning it into JSON, shows
 * the name only.
 */
export interface Secret {
  readonly name: string;
  readonly reveal: () => string;
}

export function secretOf(name: string, value: string): Secret {
  return { name, reveal: () => value };
}
