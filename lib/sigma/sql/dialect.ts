import type { RegexAssertions } from './regex';

/**
 * How an engine says what rules need. Everything that is the same in every engine (the logic of rules, LIKE patterns,
 * regular expressions written out, partition predicates) is not in here. A text given to a function is SQL, not a value.
 */
export interface Dialect {
  readonly name: string;
  /** An identifier. */
  quoteName(name: string): string;
  /** A text literal; the value has no NUL and no half of a surrogate pair. */
  quoteText(text: string): string;
  /** A literal of the engine's double type. */
  double(value: number): string;
  /** A number or boolean column as JSON would write it. */
  asText(column: string): string;
  /** Text of the scalar at a place of the `event` column that no list is on the way to; NULL where there is none. */
  scalarAt(path: readonly string[]): string;
  /** Whether something, be it null, is at such a place. */
  presentAt(path: readonly string[]): string;
  /** A list with the text of each value that the steps lead to; null elements do not matter. */
  textsAt(steps: Steps): string;
  /** A list with the JSON of each value that the steps lead to. */
  jsonsAt(steps: Steps): string;
  /** A list of every text, number, true and false of the `event` column but below some of its own attributes. */
  leavesBut(attributes: readonly string[]): string;
  /** Whether a JSON value is an object that has a key. */
  hasKey(json: string, key: string): string;
  /** Whether any element of a list passes a test; NULL counts as no. `variable` names the element. */
  any(list: string, variable: string, test: (element: string) => string): string;
  /** The first text of a list that is not empty. */
  firstText(list: string): string;
  lower(text: string): string;
  startsWith(text: string, other: string): string;
  endsWith(text: string, other: string): string;
  contains(text: string, other: string): string;
  /** Whether a regular expression is found anywhere in the text. */
  matches(text: string, pattern: string): string;
  /** Every match of a regular expression replaced. */
  replace(text: string, pattern: string, by: string): string;
  /** The only group of a pattern that spans the text, as a double; NULL where it does not match. */
  numberIn(text: string, pattern: string): string;
  /** Not true: NULL counts as false, as in the predicates. */
  not(condition: string): string;
  /** How the engine's regular expressions say what JavaScript's assertions mean. */
  readonly assertions: RegexAssertions;
  /** Largest repetition, written out, that the engine's regular expressions take. */
  readonly maxRepeat: number;
}

/** Keys to follow from the root, with the places where a list stands for its elements. */
export type Steps = readonly ({ readonly key: string } | typeof ELEMENTS)[];

/** Here a list, if there is one, stands for its elements; lists directly in it for theirs, `LIST_DEPTH` deep. */
export const ELEMENTS = Symbol('elements');

/** Lists directly within lists that queries look into. No log has any; predicates go down to 16. */
export const LIST_DEPTH = 4;

/**
 * What JSON has between its brackets: texts in quotes, with the colon where they are keys, numbers, true, false. A
 * pattern that every engine reads alike.
 */
export const JSON_LEAF = '"(?:[^"\\\\]|\\\\[\\s\\S])*":?|-?[0-9][-+.0-9eE]*|true|false';
