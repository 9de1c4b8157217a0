import type { RuleFile } from '../sigma/rule-file';

/** A line of the tests, or of what they consist of: indented, an item, blank or a comment. */
const BELONGS = /^(?:tests:[ \t]*$|[ \t#]|- |-$|$)/;

/**
 * The file without its inline tests, which are most of it and which operation does not run: rules load in half the
 * time. A file whose tests do not come last stays whole. One that no longer loads must be read whole, for the line
 * may have been part of a text.
 */
export function withoutTests(file: RuleFile): RuleFile {
  const start = file.text.search(/^tests:[ \t]*$/m);
  const isLast =
    start >= 0 &&
    file.text
      .slice(start)
      .split(/\r?\n/)
      .every((line) => BELONGS.test(line));
  return isLast ? { path: file.path, text: file.text.slice(0, start) } : file;
}
