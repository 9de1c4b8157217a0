import { number, object } from '../json';
import { COLUMNS } from '../lake/table/columns';
import type { EventRow } from '../lake/table/row';

export type Cell = string | number | boolean | undefined;

/** Takes a column's cell from an event: the one that the lake's writer would write, so that both sides compare alike. */
export type CellOf = (row: EventRow) => Cell;

/** Throws for a name the table does not have. */
export function cellOf(name: string): CellOf {
  const column = COLUMNS.find((one) => one.name === name);
  if (!column) {
    throw new Error(`security_events has no column "${name}": see lib/lake/table/columns.ts`);
  }
  return (row) => column.from(row.event, row);
}

const WHOLE = /^[0-9]{1,15}$/;
/** The same for engines: its one group is the number. */
export const WHOLE_PATTERN = '^([0-9]{1,15})$';

/** The whole number at a path of the event's JSON, given as a number or as text; undefined where there is none. */
export function wholeAt(row: EventRow, path: readonly string[]): number | undefined {
  let value: unknown = row.event;
  for (const key of path) {
    value = object(value)?.[key];
  }
  return (typeof value === 'number' || typeof value === 'string') && WHOLE.test(String(value))
    ? number(value)
    : undefined;
}
