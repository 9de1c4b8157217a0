import { requiredLiterals } from '../regex/required-literals';
import type { StringValue } from '../value';
import { fold } from './text';
import { equalTexts, type OwnValue } from './value-test';

/**
 * What a text, folded, must have for a value to be met. `equal` and `affix` decide alone; `guarded` must have one of the
 * literals and then be tested; of `any` nothing is known beforehand.
 */
export type Clue =
  | { readonly kind: 'equal'; readonly texts: readonly string[] }
  | {
      readonly kind: 'affix';
      readonly affix: 'contains' | 'startswith' | 'endswith';
      readonly literal: string;
    }
  | { readonly kind: 'guarded'; readonly literals: readonly string[] }
  | { readonly kind: 'any' };

const BEYOND_ASCII = /[^\0-\x7f]+/;
const ANY: Clue = { kind: 'any' };

/** Works out the clue of a value. */
export function clueOf(value: OwnValue): Clue {
  const texts = equalTexts(value);
  if (texts) {
    return { kind: 'equal', texts };
  }
  switch (value.kind) {
    case 'string':
      return clueOfString(value);
    case 'regex':
      return guarded(requiredLiterals(value.syntax));
    default:
      return ANY;
  }
}

function clueOfString({ parts, cased }: StringValue): Clue {
  const literals = parts.filter((part) => typeof part === 'string');
  if (cased) {
    // In ASCII the lower case of a part is part of the lower case of the whole; half a surrogate pair breaks that.
    return guarded(longest(literals.flatMap((literal) => literal.split(BEYOND_ASCII)).map(fold)));
  }
  const shape = parts.map((part) => (typeof part === 'string' ? 't' : part.wild)).join('');
  const affix = AFFIXES[shape];
  const [literal] = literals;
  return affix && literal !== undefined
    ? { kind: 'affix', affix, literal: fold(literal) }
    : guarded(longest(literals.map(fold)));
}

const AFFIXES: Readonly<Record<string, 'contains' | 'startswith' | 'endswith'>> = {
  '*t*': 'contains',
  't*': 'startswith',
  '*t': 'endswith',
};

/** All of them are required: the longest says most. */
function longest(literals: readonly string[]): readonly string[] {
  return literals.toSorted((a, b) => b.length - a.length).slice(0, 1);
}

function guarded(literals: readonly string[] = []): Clue {
  return literals.length > 0 && literals.every((literal) => literal !== '')
    ? { kind: 'guarded', literals }
    : ANY;
}

/** Texts of which one must be in the folded text; none when nothing is known, or the whole text must be one. */
export function literalsOf(clue: Clue): readonly string[] {
  return clue.kind === 'affix' ? [clue.literal] : clue.kind === 'guarded' ? clue.literals : [];
}
