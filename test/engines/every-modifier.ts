import { MODIFIERS } from '../../lib/sigma/modifiers';

/** Values as YAML has them: texts with wildcards and escapes, numbers, true, null, blocks, patterns, placeholders. */
const VALUES: readonly string[] = [
  'x',
  "''",
  "'*'",
  "'a*b?c'",
  String.raw`'\*x\\*\y\'`,
  "' -enc /x'",
  'ünï',
  '5',
  '-1.5',
  'true',
  'null',
  '10.0.0.0/8',
  '2001:db8::/32',
  '10.1.2.3',
  "'^a(b|c)+\\.d{2,3}$'",
  "'%name%-x'",
  '[x, y*]',
  '[1, x, null]',
];

/** Modifiers that others may follow. */
const FIRST: readonly string[] = [
  '',
  'contains',
  're',
  'wide',
  'utf16',
  'utf16be',
  'windash',
  'expand',
  'fieldref',
  'hour',
  'base64offset',
  'cased',
];

/** One rule for each modifier, alone and after another, and value; with a field, and as keywords. */
export function everyModifier(): readonly { readonly name: string; readonly detection: string }[] {
  const chains = FIRST.flatMap((first) =>
    [...MODIFIERS.keys()]
      .filter((name) => name !== first)
      .map((name) => (first === '' ? name : `${first}|${name}`)),
  );
  return [...new Set(['', ...chains])].flatMap((chain) =>
    VALUES.map((value) => {
      const key = chain === '' ? 'field' : `field|${chain}`;
      return { name: `${key}: ${value}`, detection: `s:\n    ${key}: ${value}\ncondition: s` };
    }),
  );
}
