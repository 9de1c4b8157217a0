/** Says which of the literals a text contains, each at most once. */
export type LiteralScan = (text: string, found: (literal: number) => void) => void;

/** So few literals are sooner found by the engine's own search. */
const FEW = 3;
/** The automaton knows a literal by so many of its first characters; the rest is compared where those are found. */
const KEY_LENGTH = 16;
/** Characters told apart; all others share the last class, and what is found by it is compared too. */
const MOST_CLASSES = 128;

/**
 * A search for many literals in one pass over a text, whatever their number (Aho–Corasick): a table of a row for each
 * prefix of a literal and a column for each class of characters. None of the literals may be empty.
 */
export function compileLiterals(literals: readonly string[]): LiteralScan {
  if (literals.length <= FEW) {
    return (text, found) => {
      for (let index = 0; index < literals.length; index++) {
        if (text.includes(literals[index] as string)) {
          found(index);
        }
      }
    };
  }
  const classes = classesOf(literals);
  const rows = link(plant(literals, classes));
  const isWhole = literals.map((literal) => literal.length <= KEY_LENGTH && !hasShared(literal, classes));
  return scanner(rows, classes, (text, literal) => {
    return isWhole[literal] === true || text.includes(literals[literal] as string);
  });
}

interface Classes {
  readonly of: Uint8Array;
  readonly count: number;
}

/** A class for each character of the literals, 0 for all others. */
function classesOf(literals: readonly string[]): Classes {
  const of = new Uint8Array(65_536);
  let count = 1;
  for (const literal of literals) {
    for (let at = 0; at < Math.min(literal.length, KEY_LENGTH); at++) {
      const code = literal.charCodeAt(at);
      if (of[code] === 0) {
        of[code] = count;
        count = Math.min(count + 1, MOST_CLASSES);
      }
    }
  }
  return { of, count: count + 1 };
}

function hasShared(literal: string, { of }: Classes): boolean {
  return Array.from(literal, (_, at) => of[literal.charCodeAt(at)]).includes(MOST_CLASSES);
}

/** The rows of the automaton: `next` holds a row's number times the width, doubled, plus one where literals end. */
interface Rows {
  readonly width: number;
  readonly next: Int32Array;
  /** Literals whose key ends at a row. */
  readonly ends: (number[] | undefined)[];
  /** The next shorter suffix of a row at which keys end; 0 for none. */
  readonly shorter: Int32Array;
}

/** The trie of the keys; `next` holds plain numbers of rows as yet. */
function plant(literals: readonly string[], { of, count: width }: Classes): Rows {
  const most = 1 + literals.reduce((sum, { length }) => sum + Math.min(length, KEY_LENGTH), 0);
  const next = new Int32Array(most * width);
  const ends: (number[] | undefined)[] = [undefined];
  for (const [literal, text] of literals.entries()) {
    let row = 0;
    for (let at = 0; at < Math.min(text.length, KEY_LENGTH); at++) {
      const cell = row * width + (of[text.charCodeAt(at)] as number);
      next[cell] ||= ends.push(undefined) - 1;
      row = next[cell];
    }
    ends[row] = [...(ends[row] ?? []), literal];
  }
  return { width, next: next.slice(0, ends.length * width), ends, shorter: new Int32Array(ends.length) };
}

/** Fills the cells the trie leaves open with where the longest suffix goes, row by row in order of length. */
function link({ width, next, ends, shorter }: Rows): Rows {
  const suffix = new Int32Array(ends.length);
  const queue = [0];
  for (const row of queue) {
    const fallback = suffix[row] as number;
    for (let column = 0; column < width; column++) {
      const target = next[row * width + column] as number;
      const other = row === 0 ? 0 : (next[fallback * width + column] as number);
      if (target === 0) {
        next[row * width + column] = other;
      } else {
        suffix[target] = other;
        shorter[target] = ends[other] ? other : (shorter[other] as number);
        queue.push(target);
      }
    }
  }
  for (let cell = 0; cell < next.length; cell++) {
    const row = next[cell] as number;
    next[cell] = row * width * 2 + (ends[row] || shorter[row] ? 1 : 0);
  }
  return { width, next, ends, shorter };
}

function scanner(
  { width, next, ends, shorter }: Rows,
  { of }: Classes,
  confirm: (text: string, literal: number) => boolean,
): LiteralScan {
  // The scan in which a row was reported last: a text packed with one literal reports it once.
  const reported = new Float64Array(ends.length);
  let scans = 0;
  const report = (from: number, text: string, found: (literal: number) => void) => {
    for (let row = from; row !== 0 && reported[row] !== scans; row = shorter[row] as number) {
      reported[row] = scans;
      for (const literal of ends[row] ?? []) {
        if (confirm(text, literal)) {
          found(literal);
        }
      }
    }
  };
  return (text, found) => {
    scans++;
    let state = 0;
    for (let at = 0; at < text.length; at++) {
      const cell = next[state + (of[text.charCodeAt(at)] as number)] as number;
      state = cell >> 1;
      if ((cell & 1) === 1) {
        report(state / width, text, found);
      }
    }
  };
}
