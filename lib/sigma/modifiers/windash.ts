import { fail, ok } from '../../result';
import type { Part, StringValue } from '../value';
import { eachString } from './modifier';

/** What Windows programs take for the dash of an option: hyphen, slash, en dash, em dash, horizontal bar. */
const DASHES = ['-', '/', '\u2013', '\u2014', '\u2015'];
const OPTION_DASH = /\B[-/]\b/;
const MAX_DASHES = 3;

/** Each dash that begins an option, in every way it can be typed. */
export const windash = eachString((value) => {
  const dashes = value.parts.flatMap((part) =>
    typeof part === 'string' ? part.split(OPTION_DASH).slice(1) : [],
  );
  if (dashes.length > MAX_DASHES) {
    return fail(
      `takes at most ${MAX_DASHES} option dashes in a value, got ${dashes.length}: split the value and use all`,
    );
  }
  let variants: readonly (readonly Part[])[] = [[]];
  for (const part of value.parts) {
    const choices = typeof part === 'string' ? spellings(part) : [part];
    variants = variants.flatMap((before) => choices.map((choice) => [...before, choice]));
  }
  return ok({
    kind: 'expansion',
    of: variants.map((parts): StringValue => ({ ...value, raw: undefined, parts })),
  });
});

function spellings(text: string): readonly string[] {
  const [first = '', ...rest] = text.split(OPTION_DASH);
  return rest.reduce<readonly string[]>(
    (before, piece) => before.flatMap((start) => DASHES.map((dash) => start + dash + piece)),
    [first],
  );
}
