import type { Step } from './program';
import { type CharSet, LAST, NEWLINE, single, WORD } from './syntax';

/** Code units that no set of a pattern tells apart share a class, so that the automaton's table stays narrow. */
export interface Alphabet {
  /** Number of classes. */
  readonly size: number;
  /** Classes of the code units below 256: what most texts are made of. */
  readonly direct: Uint16Array;
  /** Classes of all code units, 256 to a page, written when a text first needs the page. */
  readonly pages: readonly (Uint16Array | undefined)[];
  /** Writes a page and returns it. */
  write(page: number): Uint16Array;
  /** A member of each class, to ask sets about. */
  readonly sample: readonly number[];
}

const PAGE = 256;

export function buildAlphabet(steps: readonly Step[]): Alphabet {
  const sets = steps.flatMap((step) => (step.op === 'char' ? [step.set] : []));
  if (steps.some((step) => step.op === 'assert')) {
    sets.push(WORD, single(NEWLINE));
  }
  const starts = [...new Set([0, ...sets.flatMap((set) => set.flatMap(([low, high]) => [low, high + 1]))])]
    .filter((start) => start <= LAST)
    .toSorted((a, b) => a - b);
  const pages = new Array<Uint16Array | undefined>(PAGE).fill(undefined);
  const write = (page: number) => {
    const written = Uint16Array.from({ length: PAGE }, (_, low) => lastAtMost(starts, page * PAGE + low));
    pages[page] = written;
    return written;
  };
  return { size: starts.length, sample: starts, direct: write(0), pages, write };
}

/** Whether a set has a code unit. */
export function hasCode(set: CharSet, code: number): boolean {
  return set.some(([low, high]) => low <= code && code <= high);
}

function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] as number) <= value) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}
