import type { Part } from '../value';

/** A LIKE pattern, with the character that escapes in it if one does. */
export interface LikePattern {
  readonly pattern: string;
  readonly escape?: string;
}

const ESCAPE = '!';

/** Text and wildcards as LIKE says them: `%` and `_` of the text itself are escaped. */
export function likePattern(parts: readonly Part[]): LikePattern {
  const needed = parts.some((part) => typeof part === 'string' && /[%_]/.test(part));
  const pattern = parts
    .map((part) => {
      if (typeof part !== 'string') {
        return part.wild === '*' ? '%' : '_';
      }
      return needed ? part.replace(/[!%_]/g, `${ESCAPE}$&`) : part;
    })
    .join('');
  return needed ? { pattern, escape: ESCAPE } : { pattern };
}

/**
 * Letters whose case engines fold otherwise than JavaScript does (those that only newer versions of Unicode know): no
 * literal may have them where case does not matter.
 */
const FOLDS_OTHERWISE = /[\u019b\u0264\u1c89\u1c8a\ua7cb-\ua7dc\u{10d50}-\u{10d85}\u{16ea0}-\u{16ed8}]/u;

/** Why a literal cannot be in a query; undefined when it can. */
export function unsayable(text: string, folded: boolean): string | undefined {
  if (text.includes('\0')) {
    return 'a NUL character cannot be written in SQL';
  }
  if (/[\ud800-\udfff]/u.test(text)) {
    return 'half of a surrogate pair cannot be written in SQL';
  }
  const letter = folded ? FOLDS_OTHERWISE.exec(text)?.[0] : undefined;
  return letter === undefined
    ? undefined
    : `the case of "${letter}" is not folded alike in every engine: use cased, with both spellings`;
}
