import type { JsonObject } from '../../json';
import type { OcsfEvent } from '../../ocsf/event';
import type { Source } from '../../sources/source';
import { Field, type ReadValues, type Turn } from './field';
import { allText, leavesOf } from './keywords';
import { isPresent, segmentsOf } from './path';
import { compilePath } from './read-path';

/** The fields of a source as rules ask for them: each is one, however many rules name it. */
export interface Fields {
  /** The field of a name (absent: any text of the event, for keywords); undefined when the source does not know it. */
  field(name: string | undefined): Field | undefined;
  /** All texts of the event as one value, to see at a glance that a keyword is in none. */
  readonly glance: Field;
  /** Whether the event has the field, be it null or empty. */
  exists(name: string): boolean;
  /** Begins the look at an event. */
  turnTo(event: OcsfEvent): void;
}

/** Opens a source's fields; `wake` is told the rules whose tests are met as fields are read. */
export function openFields(
  source: Pick<Source, 'fieldPaths'>,
  wake: (rules: readonly number[]) => void = () => undefined,
): Fields {
  const turn: Turn = { event: {}, number: 0 };
  const known = new Map<string, Field>();
  const open = (key: string, read: ReadValues) => {
    const field = known.get(key) ?? new Field(turn, read, wake);
    known.set(key, field);
    return field;
  };
  return {
    glance: open('all', (event, see) => {
      see(allText(event));
    }),
    field: (name) => {
      if (name === undefined) {
        return open('leaves', readLeaves);
      }
      const paths = source.fieldPaths(name);
      return paths.length === 0 ? undefined : open(`at ${paths.join('\n')}`, readPaths(paths));
    },
    exists: (name) => source.fieldPaths(name).some((path) => isPresent(turn.event, segmentsOf(path))),
    turnTo: (event) => {
      turn.event = event as JsonObject;
      turn.number++;
    },
  };
}

const readLeaves: ReadValues = (event, see) => {
  for (const leaf of leavesOf(event)) {
    see(leaf);
  }
};

function readPaths(paths: readonly string[]): ReadValues {
  const all = paths.map((path) => compilePath(segmentsOf(path)));
  const [only] = all;
  if (only && all.length === 1) {
    return only;
  }
  return (event, see) => {
    for (const read of all) {
      read(event, see);
    }
  };
}
