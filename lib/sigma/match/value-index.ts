import type { JsonValue } from '../../json';
import { type Clue, clueOf, literalsOf } from './clue';
import { compileLiterals } from './literal-scan';
import type { ValueTest } from './path';
import { comparableText, fold } from './text';
import { compileValue, type OwnValue } from './value-test';

/** One test of a field's values, shared by all rules that make it. */
export interface Mark {
  readonly clue: Clue;
  readonly test: ValueTest;
  /** The turn in which a value last met the test; a turn is the look at one event. */
  met: number;
  /** The turn in which a test that is not in the index was last tried. */
  tried: number;
  /** Rules that need a look when the test is met. */
  readonly wakes: number[];
}

export function markOf(value: OwnValue): Mark {
  return { clue: clueOf(value), test: compileValue(value), met: 0, tried: 0, wakes: [] };
}

/** Whether the index answers for a test: texts decide it alone, or rules wait for it. Others are tried when asked. */
export function isIndexed({ clue, wakes }: Mark): boolean {
  return wakes.length > 0 || clue.kind === 'equal' || clue.kind === 'affix';
}

/** Which of a field's tests one value meets: equalities by a map, literals by one scan for all of them. */
export type ValueIndex = (value: JsonValue) => readonly Mark[];

const NONE: readonly Mark[] = [];

/** Builds the index of some tests; undefined when there are none. */
export function buildIndex(all: Iterable<Mark>): ValueIndex | undefined {
  const marks = [...all].filter(isIndexed);
  if (marks.length === 0) {
    return undefined;
  }
  const equal = groupBy(marks, ({ clue }) => (clue.kind === 'equal' ? clue.texts : []));
  const byLiteral = groupBy(marks, ({ clue }) => literalsOf(clue));
  const literals = [...byLiteral.keys()];
  const behind = [...byLiteral.values()];
  const scan = literals.length > 0 ? compileLiterals(literals) : undefined;
  const open = marks.filter(({ clue }) => clue.kind === 'any');
  return (value) => {
    const text = fold(comparableText(value));
    const same = equal.get(text) ?? NONE;
    if (!scan && open.length === 0) {
      return same;
    }
    const met = [...same];
    scan?.(text, (literal) => {
      for (const mark of behind[literal] ?? NONE) {
        if (!met.includes(mark) && decides(mark, text, value)) {
          met.push(mark);
        }
      }
    });
    for (const mark of open) {
      if (mark.test(value)) {
        met.push(mark);
      }
    }
    return met.length === 0 ? NONE : met;
  };
}

/** Whether a test is met, given that one of its literals is in the text. */
function decides({ clue, test }: Mark, text: string, value: JsonValue): boolean {
  if (clue.kind !== 'affix') {
    return test(value);
  }
  switch (clue.affix) {
    case 'contains':
      return true;
    case 'startswith':
      return text.startsWith(clue.literal);
    case 'endswith':
      return text.endsWith(clue.literal);
  }
}

function groupBy(marks: readonly Mark[], keys: (mark: Mark) => readonly string[]): Map<string, Mark[]> {
  const groups = new Map<string, Mark[]>();
  for (const mark of marks) {
    for (const key of keys(mark)) {
      const group = groups.get(key);
      if (group) {
        group.push(mark);
      } else {
        groups.set(key, [mark]);
      }
    }
  }
  return groups;
}
