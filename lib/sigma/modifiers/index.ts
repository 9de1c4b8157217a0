import { contains, endswith, startswith } from './affix';
import { all } from './all';
import { cased } from './cased';
import { cidr } from './cidr';
import { gt, gte, lt, lte } from './compare';
import { base64, base64offset, utf16be, utf16bom, utf16le } from './encoding';
import { exists } from './exists';
import { expand } from './expand';
import { fieldref } from './fieldref';
import type { Modifier } from './modifier';
import { neq } from './neq';
import { dotAll, ignoreCase, multiline, re } from './re';
import { day, hour, minute, month, week, year } from './time-part';
import { windash } from './windash';

/** Every modifier a rule can name. Source: Sigma modifiers appendix 2.1.0. */
export const MODIFIERS: ReadonlyMap<string, Modifier> = new Map<string, Modifier>([
  ['all', all],
  ['base64', base64],
  ['base64offset', base64offset],
  ['cased', cased],
  ['cidr', cidr],
  ['contains', contains],
  ['day', day],
  ['dotall', dotAll],
  ['endswith', endswith],
  ['exists', exists],
  ['expand', expand],
  ['fieldref', fieldref],
  ['gt', gt],
  ['gte', gte],
  ['hour', hour],
  ['i', ignoreCase],
  ['ignorecase', ignoreCase],
  ['lt', lt],
  ['lte', lte],
  ['m', multiline],
  ['minute', minute],
  ['month', month],
  ['multiline', multiline],
  ['neq', neq],
  ['re', re],
  ['s', dotAll],
  ['startswith', startswith],
  ['utf16', utf16bom],
  ['utf16be', utf16be],
  ['utf16le', utf16le],
  ['week', week],
  ['wide', utf16le],
  ['windash', windash],
  ['year', year],
]);

/** Modifiers that make sense without a field: the value is looked for in the whole event. */
export const FOR_KEYWORDS: ReadonlySet<string> = new Set([
  'all',
  'base64',
  'base64offset',
  'cased',
  'contains',
  'dotall',
  'expand',
  'i',
  'ignorecase',
  'm',
  'multiline',
  're',
  's',
  'utf16',
  'utf16be',
  'utf16le',
  'wide',
  'windash',
]);
