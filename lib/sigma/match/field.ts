import type { JsonObject, JsonValue } from '../../json';
import type { ValueTest } from './path';
import { buildIndex, isIndexed, type Mark, markOf, type ValueIndex } from './value-index';
import type { OwnValue } from './value-test';

/** The event looked at, and the number of the look: what is known of an event is known for one turn. */
export interface Turn {
  event: JsonObject;
  number: number;
}

/** Hands over each value an event has for a field, until told that it is enough. */
export type ReadValues = (event: JsonObject, see: ValueTest) => unknown;

const MAX_MEMO = 4096;
const MAX_MEMO_TEXT = 256;

/**
 * A field, and every test that rules make of it. The event's values are read once a turn, when first asked for; the
 * answers for values that repeat (operations, services) are remembered. A class because that memory, bounded, is
 * filled while matching.
 */
export class Field {
  private readonly marks = new Map<string, Mark>();
  private index: ValueIndex | undefined;
  private isSealed = false;
  private readAt = 0;
  /** The event's values are the first `count` of these; the array is kept, since emptying one is dear. */
  private readonly found: JsonValue[] = [];
  private count = 0;
  private readonly memo = new Map<JsonValue, readonly Mark[]>();
  private remembering = true;
  private reused = 0;

  constructor(
    private readonly turn: Turn,
    private readonly readValues: ReadValues,
    private readonly wake: (rules: readonly number[]) => void,
  ) {}

  /** The mark of a test; the same for the same value. All are added before the first event. */
  mark(value: OwnValue): Mark {
    const key = JSON.stringify(value);
    const known = this.marks.get(key);
    if (known) {
      return known;
    }
    const mark = markOf(value);
    this.marks.set(key, mark);
    return mark;
  }

  /** The values of the event looked at. */
  values(): readonly JsonValue[] {
    this.read();
    return this.found.slice(0, this.count);
  }

  isPresent(): boolean {
    this.read();
    return this.count > 0;
  }

  /** Whether one of the values meets a test. */
  meets(mark: Mark): boolean {
    this.read();
    const { number } = this.turn;
    if (mark.met !== number && mark.tried !== number && !isIndexed(mark)) {
      mark.tried = number;
      mark.met = this.values().some(mark.test) ? number : 0;
    }
    return mark.met === number;
  }

  /** Reads the event's values, unless that is done; marks the tests they meet and wakes the rules behind these. */
  read(): void {
    if (this.readAt !== this.turn.number) {
      this.seal();
      this.readAt = this.turn.number;
      this.count = 0;
      this.readValues(this.turn.event, this.see);
    }
  }

  private seal(): void {
    if (!this.isSealed) {
      this.isSealed = true;
      this.index = buildIndex(this.marks.values());
    }
  }

  /** Never true, so that every value is seen. */
  private readonly see: ValueTest = (value) => {
    this.found[this.count++] = value;
    if (this.index) {
      for (const mark of this.answers(value, this.index)) {
        mark.met = this.turn.number;
        if (mark.wakes.length > 0) {
          this.wake(mark.wakes);
        }
      }
    }
    return false;
  };

  private answers(value: JsonValue, index: ValueIndex): readonly Mark[] {
    const isShort = typeof value === 'string' ? value.length <= MAX_MEMO_TEXT : typeof value !== 'object';
    if (!this.remembering || !isShort) {
      return index(value);
    }
    const known = this.memo.get(value);
    if (known) {
      this.reused++;
      return known;
    }
    const met = index(value);
    this.remember(value, met);
    return met;
  }

  private remember(value: JsonValue, met: readonly Mark[]): void {
    if (this.memo.size >= MAX_MEMO) {
      // A field whose values hardly repeat (addresses, URLs) is not worth the memory.
      this.remembering = this.reused > MAX_MEMO;
      this.reused = 0;
      this.memo.clear();
    }
    this.memo.set(value, met);
  }
}
