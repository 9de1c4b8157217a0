/** A record of a CSV file and the line it begins on, counted from one. */
export interface CsvRow {
  readonly line: number;
  readonly fields: readonly string[];
}

export interface CsvProblem {
  readonly line: number;
  readonly message: string;
}

const QUOTE = '"';

/**
 * Reads RFC 4180: commas, quoted fields with doubled quotes and line breaks in them, CR LF or LF, a byte order mark.
 * Empty lines are left out.
 */
export function readCsv(text: string): {
  readonly rows: readonly CsvRow[];
  readonly problems: readonly CsvProblem[];
} {
  const rows: CsvRow[] = [];
  const problems: CsvProblem[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const start = line;
    const fields: string[] = [];
    let isRow = true;
    while (isRow) {
      const field = text[at] === QUOTE ? quotedField(text, at) : plainField(text, at);
      if (field.problem !== undefined) {
        problems.push({ line: start, message: field.problem });
      }
      fields.push(field.value);
      line += countBreaks(text, at, field.end);
      isRow = text[field.end] === ',';
      at = field.end + 1;
    }
    at += text[at - 1] === '\r' && text[at] === '\n' ? 1 : 0;
    line += 1;
    if (fields.length > 1 || fields[0]?.trim() !== '') {
      rows.push({ line: start, fields: fields.map((field) => field.trim()) });
    }
  }
  return { rows, problems };
}

interface Field {
  readonly value: string;
  /** Position of the comma or line break behind it. */
  readonly end: number;
  readonly problem?: string;
}

function plainField(text: string, from: number): Field {
  let end = from;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r') {
    end += 1;
  }
  return { value: text.slice(from, end), end };
}

function quotedField(text: string, from: number): Field {
  let close = text.indexOf(QUOTE, from + 1);
  while (close >= 0 && text[close + 1] === QUOTE) {
    close = text.indexOf(QUOTE, close + 2);
  }
  if (close < 0) {
    const value = text.slice(from + 1);
    return {
      value,
      end: text.length,
      problem: 'opens a quote that is never closed: close it, or double quotes inside',
    };
  }
  const value = text.slice(from + 1, close).replaceAll('""', QUOTE);
  const rest = plainField(text, close + 1);
  return rest.value.trim() === ''
    ? { value, end: rest.end }
    : {
        value,
        end: rest.end,
        problem: `has ${JSON.stringify(rest.value.slice(0, 20))} after a closing quote: double quotes inside a field`,
      };
}

function countBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) {
    count += 1;
  }
  return count;
}
