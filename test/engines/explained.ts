/** Rules that pySigma takes otherwise, by name, and why they are right here. */
export const EXPLAINED: readonly { readonly rules: RegExp; readonly why: string }[] = [
  { rules: /\butf16le\b/, why: 'in the specification (modifiers appendix 2.1.0), and not in pySigma' },
  {
    rules: /^field\|(?!.*\b(?:minute|hour|day|week|month|year)\b).*: (?:5|-1\.5)$/,
    why: 'a number is taken as its text where a modifier wants text; pySigma wants quotes',
  },
  { rules: /\b(?:wide|utf16|utf16be)\b.*: ünï$/, why: 'pySigma encodes ASCII only' },
  {
    rules: /\butf16\|(?:wide|utf16be): /,
    why: 'encoded twice, byte by byte; pySigma refuses the byte order mark',
  },
  {
    rules: /\bre\|(?:contains|startswith|endswith|expand): /,
    why: 'a pattern is looked for anywhere and has ^ and $; one with other modifiers is refused, with that reason',
  },
  { rules: /\bfieldref\b.*: ''$/, why: 'no field has an empty name' },
  {
    rules: /\b(?:minute|hour|day|week|month|year)\b.*: (?:5|-1\.5)$/,
    why: 'a part of a time that no time has, or a part of a part, never matches: an error',
  },
  { rules: /\bcased\|(?:wide|utf16|utf16be|windash): /, why: 'cased stays in force; pySigma forgets it' },
  {
    rules: /\b(?:wide|utf16|utf16be)\|expand: .*%name%|\bexpand\|.*: '%name%-x'$/,
    why: 'placeholders have their values here when the next modifier comes; in pySigma pipelines give them later',
  },
  {
    rules: /\bfieldref\|cased: /,
    why: 'the case of both fields can be compared; pySigma knows no such thing',
  },
  { rules: /\b(?:base64offset|utf16)\|fieldref: /, why: 'no field’s name is encoded' },
];
