import type { Amount } from '../../cost/restore-cost';
import type { ArchiveClass, KeptObject } from '../../ports/archive';

type State = KeptObject['copy'];

/** Of the objects of some hours: how many can be read at once, and where the others are. */
export interface Survey {
  readonly readable: Amount;
  /** Archived objects, by class and by what there is of a copy. */
  readonly archived: Readonly<Record<ArchiveClass, Readonly<Record<State, Amount>>>>;
  /** When the first of the copies that are there goes again, microseconds since the epoch. */
  readonly copiesUntilMicros?: number;
}

export async function survey(objects: AsyncIterable<KeptObject>): Promise<Survey> {
  const readable = nothing();
  const archived = { flexible: byState(), deep: byState() };
  let until: number | undefined;
  for await (const { archived: of, copy, bytes, copyUntilMicros } of objects) {
    const amount = of === undefined ? readable : archived[of][copy];
    amount.objects += 1;
    amount.bytes += bytes;
    if (of !== undefined && copyUntilMicros !== undefined) {
      until = Math.min(until ?? Number.POSITIVE_INFINITY, copyUntilMicros);
    }
  }
  return { readable, archived, ...(until === undefined ? {} : { copiesUntilMicros: until }) };
}

/** What there is in a state, of both classes. */
export function inState({ archived }: Survey, state: State): Amount {
  const [a, b] = [archived.flexible[state], archived.deep[state]];
  return { objects: a.objects + b.objects, bytes: a.bytes + b.bytes };
}

type Counter = { -readonly [Key in keyof Amount]: Amount[Key] };

function nothing(): Counter {
  return { objects: 0, bytes: 0 };
}

function byState(): Record<State, Counter> {
  return { none: nothing(), coming: nothing(), there: nothing() };
}
