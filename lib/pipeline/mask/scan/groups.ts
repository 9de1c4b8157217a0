import { DIGIT, is, isAlnum, isDigit, isEscapeLetter, LETTER, skip, skipBack } from './chars';

/** How two groups of digits are joined. */
export type Separator = '-' | ' ' | '.' | '(' | '';

/** A group of digits and what stands between it and the group before. */
export interface Group {
  readonly start: number;
  readonly end: number;
  readonly length: number;
  readonly separator: Separator;
}

const MOST_GROUPS = 6;

/** The groups found last, used again: a line may be packed with them, and nobody keeps them. */
const pool = Array.from({ length: MOST_GROUPS }, (): { -readonly [Key in keyof Group]: Group[Key] } => {
  return { start: 0, end: 0, length: 0, separator: '' };
});

/** The groups of digits from `start` (a digit) on, as far as single separators or a parenthesis join them; good until the next call. */
export function digitGroups(text: string, start: number): readonly Group[] {
  const groups: Group[] = [];
  let from = start;
  let separator: Separator | undefined = '';
  while (separator !== undefined && groups.length < MOST_GROUPS) {
    const end = skip(text, from, DIGIT, from + 20);
    const group = pool[groups.length] as (typeof pool)[number];
    group.start = from;
    group.end = end;
    group.length = end - from;
    group.separator = separator;
    groups.push(group);
    const next = separatorEnd(text, end);
    separator = next === end ? undefined : separatorOf(text, end, next);
    from = next;
  }
  return groups;
}

/** Where the next group begins after at most three separating characters, or `from` when none follows. */
function separatorEnd(text: string, from: number): number {
  let at = from;
  while (at < from + 3 && isJoint(text.charCodeAt(at))) {
    at += 1;
  }
  return isDigit(text.charCodeAt(at)) ? at : from;
}

function separatorOf(text: string, from: number, to: number): Separator | undefined {
  const code = text.charCodeAt(from);
  if (to === from + 1 && code !== 40 && code !== 41) {
    return code === 45 ? '-' : code === 46 ? '.' : ' ';
  }
  const separator = text.slice(from, to);
  if (separator.includes('(') || separator.includes(')')) {
    return '(';
  }
  return separator === ' - ' ? '-' : separator === '\r\n' ? ' ' : undefined;
}

/** Space, `(`, `)`, `-`, `.`, tab, line end: what can stand between two groups of digits. */
export function isJoint(code: number): boolean {
  return code === 45 || code === 32 || code === 46 || code === 40 || code === 41 || (code >= 9 && code <= 13);
}

/** The digits of the first `count` groups, joined. */
export function digitsOf(text: string, groups: readonly Group[], count: number): string {
  let digits = '';
  for (let index = 0; index < count; index += 1) {
    const { start, end } = groups[index] as Group;
    digits += text.slice(start, end);
  }
  return digits;
}

/** Lengths of the first `count` groups as a number, five bits each: a line may be packed with groups. */
export function shapeOf(groups: readonly Group[], count: number): number {
  let shape = 0;
  for (let index = 0; index < count; index += 1) {
    shape = shape * 32 + (groups[index]?.length ?? 0);
  }
  return shape;
}

/** The number of a shape written out, `4-4-4-4`. */
export function shape(lengths: string): number {
  return lengths.split('-').reduce((key, length) => key * 32 + Number(length), 0);
}

/** Whether the first `count` groups are joined by one of the separators. */
export function joinedBy(groups: readonly Group[], separators: string, count: number): boolean {
  for (let index = 1; index < count; index += 1) {
    if (!separators.includes((groups[index] as Group).separator)) {
      return false;
    }
  }
  return true;
}

/** How a number is set off from what stands before it. */
export type Edge = 'free' | 'word' | 'joined' | 'inside';

/**
 * What stands before a number: nothing that belongs to it (`free`), a word joined to it (`word`: `tel090…`, `eni-0…`), a
 * hyphen or point after letters and digits (`joined`: the middle of a UUID), or the rest of a longer run (`inside`).
 */
export function edgeBefore(text: string, start: number): Edge {
  const before = start - 1;
  if (isAlnum(text, before)) {
    return is(text, before, LETTER) ? letterEdge(text, start) : 'inside';
  }
  const isJoint = text.charAt(before) === '-' || text.charAt(before) === '.';
  if (!isJoint || !isAlnum(text, before - 1)) {
    return 'free';
  }
  const word = wordBefore(text, before);
  return /^[a-zA-Z]*$/.test(word) && /[g-zG-Z]/.test(word) ? 'word' : 'joined';
}

function letterEdge(text: string, start: number): Edge {
  if (isEscapeLetter(text, start - 1)) {
    return 'free';
  }
  const word = wordBefore(text, start);
  return word.length > 1 && /^[a-zA-Z]+$/.test(word) && /[g-zG-Z]/.test(word) ? 'word' : 'inside';
}

/** The letters and digits that end at `end`, as many as matter. */
function wordBefore(text: string, end: number): string {
  return text.slice(skipBack(text, end, DIGIT | LETTER, Math.max(0, end - 40)), end);
}

/** Whether a number ending at `end` is the middle of something longer: `-1…`, `.5`, a letter. */
export function goesOn(text: string, end: number): boolean {
  const next = text.charAt(end);
  return (
    isAlnum(text, end) ||
    ((next === '-' || next === '.') && isAlnum(text, end + 1) && is(text, end + 1, DIGIT))
  );
}

/** Whether a `+` that begins an international number stands before `start`. */
export function isAfterPlus(text: string, start: number): boolean {
  return text.charAt(start - 1) === '+' && !isAlnum(text, start - 2) && text.charAt(start - 2) !== '+';
}
