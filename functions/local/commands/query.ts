import { openLake } from '../../../lib/targets/local/duckdb';
import { UsageError } from '../errors';
import { type LakeOptions, openLocalLake } from '../lake';
import { table } from '../terminal';

interface QueryOptions extends LakeOptions {
  readonly csv?: boolean;
  readonly stats?: boolean;
}

/** `kumomori query`: SQL over `security_events`, as a table, JSON or CSV. */
export async function query(sql: string, options: QueryOptions): Promise<void> {
  await openLocalLake(options.lake);
  const lake = await openLake(options.lake);
  try {
    const result = await lake.query(sql).catch((error: unknown) => {
      throw new UsageError(`query: ${error instanceof Error ? error.message : String(error)}`);
    });
    const heads = result.columns;
    if (options.json) {
      const records = result.rows.map((row) => Object.fromEntries(heads.map((head, i) => [head, row[i]])));
      process.stdout.write(`${JSON.stringify(records)}\n`);
    } else if (options.csv) {
      process.stdout.write(
        [heads, ...result.rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join(''),
      );
    } else {
      process.stdout.write(`${table(heads, result.rows)}\n`);
    }
    if (options.stats) {
      const { files, rows, bytes } = result.read;
      process.stderr.write(`read ${files} files, ${rows} rows, ${bytes} bytes\n`);
    }
  } finally {
    lake.close();
  }
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
