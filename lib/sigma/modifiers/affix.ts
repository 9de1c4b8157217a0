import { fail, ok } from '../../result';
import { MANY, type Part, type StringValue } from '../value';
import { describeValue, eachValue, type Modifier } from './modifier';

/** The value anywhere in the field's text. */
export const contains = affix('contains', true, true);

/** The value at the beginning of the field's text. */
export const startswith = affix('startswith', false, true);

/** The value at the end of the field's text. */
export const endswith = affix('endswith', true, false);

/** Puts `*` before and after the parts, where there is none. */
export function surround(value: StringValue, before: boolean, after: boolean): StringValue {
  const parts: Part[] = [...value.parts];
  if (before && parts[0] !== MANY) {
    parts.unshift(MANY);
  }
  if (after && parts.at(-1) !== MANY) {
    parts.push(MANY);
  }
  return { ...value, parts };
}

function affix(name: 'contains' | 'startswith' | 'endswith', before: boolean, after: boolean): Modifier {
  return eachValue((value) => {
    switch (value.kind) {
      case 'string':
        return ok(surround(value, before, after));
      case 'number':
        return ok(surround({ kind: 'string', parts: [value.text], cased: false }, before, after));
      case 'fieldref':
        return ok({ ...value, affix: name });
      default:
        return fail(`needs text, got ${describeValue(value)}`);
    }
  });
}
