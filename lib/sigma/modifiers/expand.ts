import { fail, ok, type Result } from '../../result';
import { parseSigmaString } from '../sigma-string';
import type { Part, SigmaValue, StringValue } from '../value';
import { eachString, type Placeholders } from './modifier';

/** Values one written value may become. */
const MAX_EXPANSION = 10_000;

/**
 * Replaces `%name%` by each of the values the platform's configuration gives it; `\%` is a percent sign. A
 * placeholder without values is a reason not to load the rule: matching it literally would match nothing, silently.
 */
export const expand = eachString((value, { placeholders }): Result<SigmaValue> => {
  let variants: readonly (readonly Part[])[] = [[]];
  for (const part of value.parts) {
    const choices = typeof part === 'string' ? expandText(part, placeholders) : ok([[part]]);
    if (!choices.ok) {
      return choices;
    }
    if (variants.length * choices.value.length > MAX_EXPANSION) {
      return fail(`expands to more than ${MAX_EXPANSION} values`);
    }
    variants = variants.flatMap((before) => choices.value.map((after) => [...before, ...after]));
  }
  const of = variants.map(
    (parts): StringValue => ({ kind: 'string', parts: join(parts), cased: value.cased }),
  );
  const [only] = of;
  return ok(of.length === 1 && only ? only : { kind: 'expansion', of });
});

function expandText(text: string, placeholders: Placeholders): Result<readonly (readonly Part[])[]> {
  let variants: readonly (readonly Part[])[] = [[]];
  for (const piece of text.split(/((?<!\\)%[\w-]+%)/)) {
    const name = /^%([\w-]+)%$/.exec(piece)?.[1];
    const values =
      name === undefined ? [] : Object.hasOwn(placeholders, name) ? placeholders[name] : undefined;
    if (!values || (name !== undefined && values.length === 0)) {
      return fail(
        `placeholder %${name}% has no values: give it some in the configuration, under detections.placeholders.${name}`,
      );
    }
    const choices =
      name === undefined
        ? [[piece.replaceAll('\\%', '%')]]
        : values.map((value) => parseSigmaString(value).parts);
    variants = variants.flatMap((before) => choices.map((after) => [...before, ...after]));
  }
  return ok(variants);
}

/** Neighbouring texts become one. */
function join(parts: readonly Part[]): readonly Part[] {
  const out: Part[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (typeof part === 'string' && typeof last === 'string') {
      out[out.length - 1] = last + part;
    } else if (part !== '') {
      out.push(part);
    }
  }
  return out;
}
