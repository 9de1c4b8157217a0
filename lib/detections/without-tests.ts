import type { RuleFile } from '../sigma/rule-file';

/** A line of the tests, or of what they consist of: indented, an item, blank or a comment. */
const BELONGS = /^(?:tests:[ \t]*$|[ \t#]|- |-$|$)/;

/**
 * The file without its inline tests, which are most of it and which operation does not run: rules load in half the
 * time. A document whose tests do not come last stays whole; all lines keep their numbers. A file that no longer loads
 * must be read whole, for the line may have been part of a text.
 */
export function withoutTests({ path, text }: RuleFile): RuleFile {
  // At the beginning of a line three hyphens are always a new document: texts are indented.
  const documents = text.split(/^(?=---)/m);
  const last = documents.length - 1;
  return { path, text: documents.map((each, index) => stripDocument(each, index < last)).join('') };
}

function stripDocument(text: string, followed: boolean): string {
  const start = text.search(/^tests:[ \t]*$/m);
  const lines = start < 0 ? [] : text.slice(start).split(/\r?\n/);
  return start >= 0 && lines.every((line) => BELONGS.test(line))
    ? text.slice(0, start) + (followed ? '\n'.repeat(lines.length - 1) : '')
    : text;
}
