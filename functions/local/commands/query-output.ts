import { once } from 'node:events';
import { printable, table } from '../terminal';

export interface OutputOptions {
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** What a query gave; a result of many rows is a stream, which only a table holds whole. */
export interface Answer {
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>;
}

/** Prints rows as a table, a JSON array or CSV. */
export async function printAnswer(answer: Answer, { json, csv }: OutputOptions): Promise<void> {
  if (json) {
    await printJson(answer);
  } else if (csv) {
    await printCsv(answer);
  } else {
    const rows: (readonly unknown[])[] = [];
    for await (const row of answer.rows) {
      rows.push(row);
    }
    process.stdout.write(`${table(answer.columns, rows)}\n`);
  }
}

async function printJson({ columns, rows }: Answer): Promise<void> {
  let lead = '[';
  for await (const row of rows) {
    const record = Object.fromEntries(columns.map((column, index) => [column, row[index]]));
    await write(lead + JSON.stringify(record));
    lead = ',';
  }
  await write(lead === '[' ? '[]\n' : ']\n');
}

async function printCsv({ columns, rows }: Answer): Promise<void> {
  await write(csvLine(columns));
  for await (const row of rows) {
    await write(csvLine(row));
  }
}

/** Waits for a slow reader, so that what is not read yet stays where it is. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) {
    await once(process.stdout, 'drain');
  }
}

function csvLine(row: readonly unknown[]): string {
  return `${row.map(csvCell).join(',')}\r\n`;
}

/** RFC 4180; a text that a spreadsheet would run as a formula is led by an apostrophe (OWASP CSV injection). */
function csvCell(cell: unknown): string {
  if (cell === null || cell === undefined) {
    return '';
  }
  const plain =
    typeof cell === 'string' ? cell : typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
  const safe = typeof cell === 'string' && /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A remark on standard error, which leaves the answer as it is. */
export function remark(text: string): void {
  process.stderr.write(`${printable(text)}\n`);
}
