/** A line of a flow log and its columns. */
export interface FlowLine {
  /** The columns parted by one space each. */
  readonly line: string;
  readonly values: readonly string[];
}

/**
 * The columns of a line. They are parted by one space; tabs and runs of spaces, as copied text has them, are made one
 * where the plain split has not as many columns as expected.
 */
export function splitLine(text: string, expected: number): FlowLine {
  const values = text.split(' ');
  if (values.length === expected) {
    return { line: text, values };
  }
  const line = text.trim().replace(/[ \t]+/g, ' ');
  return { line, values: line.split(' ') };
}
