import { isObject, type JsonObject, type JsonValue } from '../../json';
import { errors } from '../../ocsf/validate';

/** Each round takes away at least one attribute; a finding of another OCSF version needs two or three. */
const MOST_ROUNDS = 20;

export interface Conformed {
  /** The event without what OCSF 1.5.0 has no place for. */
  readonly event: JsonObject;
  /** What was taken away, by its path: `resources[0].new_attribute`. */
  readonly rest: JsonObject;
  /** What stays wrong: something that the class requires is missing. Undefined: the event is valid. */
  readonly problem?: string;
}

/**
 * An OCSF event of some other version as one of ours: attributes that are unknown, or of a type they may not have, are
 * taken away one by one, and an object that lost what it requires as a whole.
 */
export function conform(given: JsonObject): Conformed {
  const event = structuredClone(given);
  const rest: JsonObject = {};
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const found = errors(event);
    const [first] = found;
    if (first === undefined) {
      return { event, rest };
    }
    const taken = outermost(found.map(({ path }) => placeOf(event, path))).filter((path) => path.length > 0);
    if (taken.length === 0) {
      return { event, rest, problem: `${first.path}: ${first.message}` };
    }
    // From the last to the first: what is taken from a list moves those behind it.
    for (const path of taken.reverse()) {
      rest[path.join('.')] = takeAt(event, path);
    }
  }
  return { event, rest, problem: 'not an OCSF event' };
}

type Path = readonly string[];

/** What is there at a problem's path, or, when it is the absence of something, what lacks it. */
function placeOf(event: JsonObject, path: string): Path {
  const names = path === '.' ? [] : path.replaceAll('[', '.').replaceAll(']', '').split('.');
  while (names.length > 0 && valueAt(event, names) === undefined) {
    names.pop();
  }
  return names;
}

/** Each path once, without those that lie within another. */
function outermost(paths: readonly Path[]): Path[] {
  const all = new Map(paths.map((path) => [path.join('\n'), path]));
  return [...all.values()].filter(
    (path) => !path.some((_, length) => length > 0 && all.has(path.slice(0, length).join('\n'))),
  );
}

function valueAt(value: JsonValue, path: Path): JsonValue {
  return path.reduce<JsonValue>((inner, name) => own(inner, name), value);
}

function own(holder: JsonValue, name: string): JsonValue {
  if (Array.isArray(holder)) {
    return holder[Number(name)];
  }
  return isObject(holder) && Object.hasOwn(holder, name) ? holder[name] : undefined;
}

function takeAt(event: JsonObject, path: Path): JsonValue {
  const holder = valueAt(event, path.slice(0, -1));
  const name = path.at(-1) ?? '';
  const value = own(holder, name);
  if (Array.isArray(holder)) {
    holder.splice(Number(name), 1);
  } else if (isObject(holder)) {
    delete holder[name];
  }
  return value;
}
