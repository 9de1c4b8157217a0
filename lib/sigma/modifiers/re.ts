import { fail, ok, type Result } from '../../result';
import { parseRegex } from '../regex/parse';
import { compileProgram } from '../regex/program';
import type { RegexFlags, RegexValue } from '../value';
import { describeValue, eachString, eachValue, type Modifier } from './modifier';

const NO_FLAGS: RegexFlags = { ignoreCase: false, multiline: false, dotAll: false };

/** The value is a regular expression, searched for anywhere in the field's text, by case. */
export const re = eachString((value, { applied }) =>
  applied.length > 0 || value.raw === undefined
    ? fail(`must be the first modifier, got ${applied.join('|')} before it`)
    : regex(value.raw, NO_FLAGS),
);

/** `re|i`: upper and lower case are the same. */
export const ignoreCase = flag('ignoreCase');

/** `re|m`: `^` and `$` are also the ends of lines. */
export const multiline = flag('multiline');

/** `re|s`: `.` is also the end of a line. */
export const dotAll = flag('dotAll');

function flag(name: keyof RegexFlags): Modifier {
  return eachValue((value) =>
    value.kind === 'regex'
      ? regex(value.pattern, { ...value.flags, [name]: true })
      : fail(`only follows re, got ${describeValue(value)}`),
  );
}

function regex(pattern: string, given: RegexFlags): Result<RegexValue> {
  const parsed = parseRegex(pattern, given);
  if (!parsed.ok) {
    return parsed;
  }
  const { syntax, flags } = parsed.value;
  return compileProgram(syntax)
    ? ok({ kind: 'regex', pattern, flags, syntax })
    : fail(`the pattern is too large once its repetitions are written out: ${pattern}`);
}
