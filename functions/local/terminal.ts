/** Text from a log as it may be shown on a terminal: control characters and bidirectional overrides made visible. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being removed
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** A table of plain text: numbers to the right, a rule under the heads. */
export function table(heads: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const cells = rows.map((row) =>
    row.map((cell) => (cell === null || cell === undefined ? '' : printable(String(cell)))),
  );
  const widths = heads.map((head, i) => Math.max(width(head), ...cells.map((row) => width(row[i] ?? ''))));
  const numeric = heads.map(
    (_, i) =>
      rows.length > 0 && rows.every((row) => typeof row[i] === 'number' || typeof row[i] === 'bigint'),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => pad(cell, widths[i] ?? 0, numeric[i] ?? false))
      .join('  ')
      .trimEnd();
  return [line(heads), widths.map((w) => '─'.repeat(w)).join('  '), ...cells.map(line)].join('\n');
}

/** Terminal columns: Chinese, Japanese and Korean characters take two. */
function width(text: string): number {
  let columns = 0;
  for (const char of text) {
    columns +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
        char,
      )
        ? 2
        : 1;
  }
  return columns;
}

function pad(text: string, columns: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, columns - width(text)));
  return right ? space + text : text + space;
}

/** A line that is rewritten while a long command runs; plain lines, or nothing, where nobody watches. */
export function progress(label: string, total: number): { step(detail: string): void; done(): void } {
  const out = process.stderr;
  let count = 0;
  return {
    step(detail) {
      count += 1;
      if (out.isTTY) {
        out.write(`\r\u001b[2K${label} ${count}/${total} ${printable(detail).slice(-60)}`);
      }
    },
    done() {
      if (out.isTTY) {
        out.write('\r\u001b[2K');
      }
    },
  };
}
