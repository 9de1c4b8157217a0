import { sha256 } from '../../hash';
import type { JsonObject } from '../../json';
import type { OcsfEvent } from '../../ocsf/event';
import type { Source } from '../../sources/source';
import { segmentsOf, someValue } from '../match/path';
import { comparableText } from '../match/text';
import type { RuleHeader } from '../rule';

/** A rule matched an event, or a correlation over others came about. */
export interface Hit {
  readonly ruleId: string;
  /** Identity of the event: deliveries with the same one count once. */
  readonly eventUid: string;
  /** Time of the event, microseconds since the epoch. */
  readonly timeMicros: number;
  /** The event's value for a Sigma field, as text; undefined where it has none. */
  value(field: string): string | undefined;
}

/** The hit of a rule on an event of a source. Give the event as findings see it: masked. */
export function hitOf(
  rule: Pick<RuleHeader, 'id'>,
  event: OcsfEvent,
  timeMicros: number,
  source: Pick<Source, 'fieldPaths'>,
): Hit {
  return {
    ruleId: rule.id,
    eventUid: event.metadata.uid ?? sha256(JSON.stringify(event)).slice(0, 32),
    timeMicros,
    value: (field) => firstValue(event, source.fieldPaths(field)),
  };
}

/** Of a list the first element: one event belongs to one group. */
function firstValue(event: OcsfEvent, paths: readonly string[]): string | undefined {
  let found: string | undefined;
  for (const path of paths) {
    const taken = someValue(event as JsonObject, segmentsOf(path), (value) => {
      found = comparableText(value);
      return found !== '';
    });
    if (taken) {
      return found;
    }
  }
  return undefined;
}
