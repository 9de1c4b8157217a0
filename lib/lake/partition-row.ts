import { stringify } from '../json';
import { COLUMNS, EVENT_COLUMN } from './table/columns';
import type { EventRow } from './table/row';

const EVENT_INDEX = COLUMNS.findIndex((column) => column.name === EVENT_COLUMN);

/**
 * Puts the cells of a row into `cells`, in the order of the table's columns. Throws, naming the record, when the
 * event cannot be written as JSON (nested too deep, too long) or the row has no usable time.
 */
export function fillCells(row: EventRow, cells: unknown[]): void {
  if (!Number.isSafeInteger(row.timeMicros)) {
    throw new Error(
      `${nameOf(row)}: timeMicros must be whole microseconds within ±2^53, got ${row.timeMicros}`,
    );
  }
  for (let i = 0; i < COLUMNS.length; i++) {
    cells[i] = COLUMNS[i]?.from(row.event, row);
  }
  cells[EVENT_INDEX] = serialise(row);
}

function serialise(row: EventRow): string {
  try {
    return stringify(row.event);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${nameOf(row)}: the event cannot be written as JSON (${reason}); quarantine the record`);
  }
}

function nameOf(row: EventRow): string {
  return `record ${row.record} of ${row.rawObject}`;
}
