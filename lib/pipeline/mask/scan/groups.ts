import { isDigit } from './chars';

/** How two groups of digits are joined: the kind of what stands between them. */
export const HYPHEN = 1;
/** Space, tab or line end. */
export const BLANK = 2;
export const POINT = 4;
/** A parenthesis, with what is around it. */
export const PARENTHESIS = 8;

/** No number has more groups. */
export const MOST_GROUPS = 6;
/** Longer than any number: the rest of such a group is not read. */
const LONGEST = 20;
/** Groups of a chain read at a time; a line may be one chain. */
const CAPACITY = 256;

/**
 * Groups of digits that single separators or parentheses join, in the order of the text. Each is read once, although
 * a number could begin with any of them. There is one chain: scans never nest.
 */
export const chain = {
  count: 0,
  /** The group to go on with. */
  next: 0,
  starts: new Int32Array(CAPACITY),
  ends: new Int32Array(CAPACITY),
  /** What stands before the group. */
  separators: new Uint8Array(CAPACITY),
};

/** Forgets the chain: the text is another. */
export function forgetChain(): void {
  chain.count = 0;
  chain.next = 0;
}

/** Index of the group that begins at `start` (a digit); reads a chain unless it is in the one read last. */
export function groupFrom(units: Uint16Array, start: number): number {
  const { starts, count } = chain;
  let index = chain.next;
  while (index < count && (starts[index] ?? 0) < start) {
    index += 1;
  }
  if (index < count && starts[index] === start && !isCut(index)) {
    return index;
  }
  readChain(units, start);
  return 0;
}

function readChain(units: Uint16Array, start: number): void {
  const { starts, ends, separators } = chain;
  let from = start;
  let separator = 0;
  let count = 0;
  do {
    let end = from + 1;
    while (end < from + LONGEST && isDigit(units[end])) {
      end += 1;
    }
    starts[count] = from;
    ends[count] = end;
    separators[count] = separator;
    count += 1;
    from = end + jointWidth(units, end);
    separator = from === end ? 0 : separatorOf(units, end, from);
  } while (separator !== 0 && count < CAPACITY);
  chain.count = count;
  chain.next = 0;
}

/** Whether the chain may go on behind what was read, so that the groups after `index` are not all known. */
export function isCut(index: number): boolean {
  return chain.count === CAPACITY && index > CAPACITY - MOST_GROUPS;
}

/** How many separating characters stand between the group that ends at `end` and the next: at most three; 0 when none follows. */
function jointWidth(units: Uint16Array, end: number): number {
  let width = 0;
  while (width < 3 && isJoint(units[end + width] ?? 0)) {
    width += 1;
  }
  return isDigit(units[end + width]) ? width : 0;
}

function separatorOf(units: Uint16Array, from: number, to: number): number {
  if (to === from + 1) {
    return JOINTS[units[from] ?? 0] ?? 0;
  }
  for (let at = from; at < to; at += 1) {
    if (JOINTS[units[at] ?? 0] === PARENTHESIS) {
      return PARENTHESIS;
    }
  }
  if (to === from + 2) {
    return units[from] === 13 && units[from + 1] === 10 ? BLANK : 0;
  }
  return units[from] === 32 && units[from + 1] === 45 && units[from + 2] === 32 ? HYPHEN : 0;
}

const JOINTS = new Uint8Array(65_536);
for (const [separator, characters] of [
  [HYPHEN, '-'],
  [BLANK, ' \t\n\v\f\r'],
  [POINT, '.'],
  [PARENTHESIS, '()'],
] as const) {
  for (const character of characters) {
    JOINTS[character.charCodeAt(0)] = separator;
  }
}

/** Space, `(`, `)`, `-`, `.`, tab, line end: what can stand between two groups of digits. */
export function isJoint(code: number): boolean {
  return JOINTS[code] !== 0;
}

/** Digits of the group, at most 20. */
export function lengthOf(index: number): number {
  return (chain.ends[index] ?? 0) - (chain.starts[index] ?? 0);
}

/** Lengths of `count` groups from `first` on as a number, five bits each. */
export function shapeOf(first: number, count: number): number {
  let shape = 0;
  for (let index = first; index < first + count; index += 1) {
    shape = shape * 32 + lengthOf(index);
  }
  return shape;
}

/** The number of a shape written out, `4-4-4-4`. */
export function shape(lengths: string): number {
  return lengths.split('-').reduce((key, length) => key * 32 + Number(length), 0);
}

/** The numbers of shapes written out, with spaces between. */
export function shapes(all: string): ReadonlySet<number> {
  return new Set(all.split(' ').map(shape));
}

/** Whether `count` groups from `first` on are joined by one of the kinds of separators. */
export function areJoined(first: number, count: number, kinds: number): boolean {
  for (let index = first + 1; index < first + count; index += 1) {
    if (((chain.separators[index] ?? 0) & kinds) === 0) {
      return false;
    }
  }
  return true;
}

/** The digits of groups, as numbers from 0 to 9; kept, since a line may be packed with them. */
export const digits = new Uint8Array(MOST_GROUPS * LONGEST);

/** Gathers the digits of `count` groups from `first` on; returns how many there are. */
export function gather(units: Uint16Array, first: number, count: number): number {
  let filled = 0;
  for (let index = first; index < first + count; index += 1) {
    const end = chain.ends[index] ?? 0;
    for (let at = chain.starts[index] ?? 0; at < end; at += 1) {
      digits[filled] = (units[at] ?? 0) - 48;
      filled += 1;
    }
  }
  return filled;
}
