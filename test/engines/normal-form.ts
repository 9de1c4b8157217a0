import type { Expression } from '../../lib/sigma/detection';
import type { Part, SigmaValue } from '../../lib/sigma/value';

/** A rule's logic in the words of `normal_form.py`. */
export type Form = readonly [string, ...unknown[]];

/** What this project makes of a rule, before `tidy`. */
export function formOf(expression: Expression): Form {
  switch (expression.kind) {
    case 'not':
      return ['not', formOf(expression.of)];
    case 'item': {
      const { field = null, values, linking, negated } = expression;
      const met: Form = [linking, ...values.map((value) => leaf(field, value))];
      return negated ? ['not', met] : met;
    }
    default:
      return [expression.kind, ...expression.of.map(formOf)];
  }
}

function leaf(field: string | null, value: SigmaValue): Form {
  return value.kind === 'expansion'
    ? ['or', ...value.of.map((one) => leaf(field, one))]
    : ['is', field, formOfValue(field, value)];
}

function formOfValue(field: string | null, value: Exclude<SigmaValue, { kind: 'expansion' }>): Form {
  switch (value.kind) {
    case 'string':
      return ['text', partsOf(value.parts), value.cased];
    case 'number':
      return field === null ? ['text', partsOf([value.text]), false] : ['number', value.value];
    case 'boolean':
      return ['boolean', value.value];
    case 'null':
      return ['null'];
    case 'exists':
      return ['exists', value.value];
    case 'regex': {
      const { ignoreCase, multiline, dotAll } = value.flags;
      const names = [dotAll && 'dotall', ignoreCase && 'ignorecase', multiline && 'multiline'];
      return ['regex', value.pattern, names.filter((name) => name !== false)];
    }
    case 'cidr':
      return [
        'cidr',
        value.text.includes('/') ? value.text : `${value.text}/${value.text.includes(':') ? 128 : 32}`,
      ];
    case 'compare':
      return ['compare', value.comparison, value.value];
    case 'timepart':
      return ['time', value.part, value.comparison, value.value];
    case 'fieldref':
      return [
        'field',
        value.field,
        value.affix === 'startswith' || value.affix === 'contains',
        value.affix === 'endswith' || value.affix === 'contains',
      ];
  }
}

function partsOf(parts: readonly Part[]): readonly unknown[] {
  return parts.map((part) => (typeof part === 'string' ? part.replace(/^ÿþ/, '\ufeff') : [part.wild]));
}

/**
 * Makes forms that mean the same alike, as far as order and brackets go. A keyword is looked for anywhere in a text,
 * which one side says by wildcards around it and the other leaves to the engine: they are taken off.
 */
export function tidy(form: Form): Form {
  const [kind, ...rest] = form;
  if (kind === 'is') {
    const [field, value] = rest as [string | null, Form];
    return ['is', field, field === null ? bareKeyword(value) : value];
  }
  const of = rest.map((one) => tidy(one as Form));
  if (kind === 'not') {
    return ['not', ...of];
  }
  const flat = of.flatMap((one) => (one[0] === kind ? (one.slice(1) as unknown as Form[]) : [one]));
  const unique = [...new Map(flat.map((one) => [JSON.stringify(one), one] as const))].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const [only] = unique;
  return unique.length === 1 && only ? only[1] : [kind, ...unique.map(([, one]) => one)];
}

function bareKeyword(value: Form): Form {
  if (value[0] === 'number' || value[0] === 'boolean') {
    return ['text', [String(value[1])], false];
  }
  if (value[0] !== 'text') {
    return value;
  }
  const parts = [...(value[1] as unknown[])];
  while (parts.length > 0 && JSON.stringify(parts[0]) === '["*"]') {
    parts.shift();
  }
  while (parts.length > 0 && JSON.stringify(parts.at(-1)) === '["*"]') {
    parts.pop();
  }
  return ['text', parts, value[2]];
}
