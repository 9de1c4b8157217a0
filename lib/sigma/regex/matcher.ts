import { type Alphabet, buildAlphabet, hasCode } from './alphabet';
import { compileProgram, type Step } from './program';
import { type Assertion, NEWLINE, type RegexNode, WORD } from './syntax';

/** What the character before a position was, as far as assertions care. */
type Before = 'start' | 'newline' | 'word' | 'other';

const UNKNOWN = 0;
const MATCHED = -1;
const FAILED = -2;
/** States kept; beyond, the table is begun afresh, which bounds memory and costs only time. */
const MAX_STATES = 1000;

/**
 * A search for a pattern anywhere in a text, in time linear in the text whatever the pattern: an automaton whose
 * states are made as they are met. Undefined when the pattern is too large.
 */
export function compileRegex(syntax: RegexNode): Search | undefined {
  const known = compiled.get(syntax);
  if (known) {
    return known;
  }
  const steps = compileProgram(syntax);
  if (!steps) {
    return undefined;
  }
  const automaton = new LazyAutomaton(steps);
  const search: Search = (text) => automaton.search(text);
  compiled.set(syntax, search);
  return search;
}

type Search = (text: string) => boolean;

/** One automaton a pattern, whoever asks: its states, found while searching, serve all. */
const compiled = new WeakMap<RegexNode, Search>();

/** A class because the table of states, filled while matching, is shared by every search. */
class LazyAutomaton {
  private readonly alphabet: Alphabet;
  private readonly asserts: boolean;
  /** A match begins where the text does: without a place left there is none any more. */
  private readonly anchored: boolean;
  private readonly width: number;
  /** Row of a state, column of a class (the last: end of text) → where the next row begins, or one of the marks above. */
  private table: Int32Array = new Int32Array(0);
  private states: { readonly places: readonly number[]; readonly before: Before }[] = [];
  private rows = new Map<string, number>();
  private start = 0;

  constructor(private readonly steps: readonly Step[]) {
    this.alphabet = buildAlphabet(steps);
    this.asserts = steps.some((step) => step.op === 'assert');
    this.anchored = isAnchored(steps);
    this.width = this.alphabet.size + 1;
    this.reset();
  }

  search(text: string): boolean {
    const { alphabet } = this;
    const { direct, pages } = alphabet;
    let { table, start: state } = this;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      const page = code < 256 ? direct : (pages[code >> 8] ?? alphabet.write(code >> 8));
      const column = page[code & 255] as number;
      let next = table[state + column] as number;
      if (next <= UNKNOWN) {
        next = next === UNKNOWN ? this.advance(state, column) : next;
        if (next < UNKNOWN) {
          return next === MATCHED;
        }
        table = this.table;
      }
      state = next;
    }
    const end = table[state + alphabet.size] as number;
    return (end === UNKNOWN ? this.advance(state, alphabet.size) : end) === MATCHED;
  }

  /** Works out one transition and remembers it. */
  private advance(from: number, column: number): number {
    const state = this.states[from / this.width];
    const ended = column === this.alphabet.size;
    const code = ended ? -1 : (this.alphabet.sample[column] as number);
    const places = this.close(state?.places ?? [], state?.before ?? 'other', code);
    if (places === MATCHED) {
      this.table[from + column] = MATCHED;
      return MATCHED;
    }
    const moved = places.filter((place) => {
      const step = this.steps[place];
      return step?.op === 'char' && hasCode(step.set, code);
    });
    if (ended || (this.anchored && moved.length === 0)) {
      this.table[from + column] = FAILED;
      return FAILED;
    }
    return this.remember(
      from,
      column,
      moved.map((place) => place + 1),
      this.asserts ? beforeOf(code) : 'other',
    );
  }

  private remember(from: number, column: number, places: readonly number[], before: Before): number {
    if (this.states.length >= MAX_STATES) {
      this.reset();
      return this.row(places, before);
    }
    const next = this.row(places, before);
    this.table[from + column] = next;
    return next;
  }

  /** Every `char` place reachable without reading, from the given places and from the pattern's start. */
  private close(places: readonly number[], before: Before, next: number): number[] | typeof MATCHED {
    const seen = new Set<number>();
    const open = [...places, 0];
    const out: number[] = [];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      const step = this.steps[place];
      if (!step || seen.has(place)) {
        continue;
      }
      seen.add(place);
      switch (step.op) {
        case 'match':
          return MATCHED;
        case 'char':
          out.push(place);
          break;
        case 'jump':
          open.push(step.to);
          break;
        case 'split':
          open.push(step.a, step.b);
          break;
        case 'assert':
          if (holds(step.assertion, before, next)) {
            open.push(place + 1);
          }
      }
    }
    return out;
  }

  /** Where the row of a state begins in the table. */
  private row(places: readonly number[], before: Before): number {
    const sorted = [...places].sort((a, b) => a - b);
    const key = `${before}:${sorted.join()}`;
    const known = this.rows.get(key);
    if (known !== undefined) {
      return known;
    }
    const row = (this.states.push({ places: sorted, before }) - 1) * this.width;
    this.rows.set(key, row);
    if (this.table.length < row + this.width) {
      const wider = new Int32Array(Math.max(16 * this.width, (row + this.width) * 2));
      wider.set(this.table);
      this.table = wider;
    }
    return row;
  }

  private reset(): void {
    this.table = new Int32Array(0);
    // Row 0 is no state, so that 0 can mean "not worked out yet" in the table.
    this.states = [{ places: [], before: 'other' }];
    this.rows = new Map();
    this.start = this.row([], 'start');
  }
}

function isAnchored([first]: readonly Step[]): boolean {
  return first?.op === 'assert' && first.assertion === 'textStart';
}

function beforeOf(code: number): Before {
  return code === NEWLINE ? 'newline' : hasCode(WORD, code) ? 'word' : 'other';
}

/** Whether an assertion holds between a character and the next (-1: the end). */
function holds(assertion: Assertion, before: Before, next: number): boolean {
  const edge = (before === 'word') !== (next >= 0 && hasCode(WORD, next));
  switch (assertion) {
    case 'textStart':
      return before === 'start';
    case 'textEnd':
      return next < 0;
    case 'lineStart':
      return before === 'start' || before === 'newline';
    case 'lineEnd':
      return next < 0 || next === NEWLINE;
    case 'wordEdge':
      return edge;
    case 'notWordEdge':
      return !edge;
  }
}
