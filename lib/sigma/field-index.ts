import type { JsonObject, JsonValue } from '../json';
import type { OcsfEvent } from '../ocsf/event';
import type { DetectionItem } from './detection';
import { type Segments, someValue, type ValueTest } from './match/path';
import { comparableText, fold } from './match/text';
import { compileValue, equalTexts, isOwn } from './match/value-test';

const MAX_MEMO = 4096;
const MAX_MEMO_TEXT = 256;
const NONE: readonly number[] = [];

/**
 * Which rules a field's value makes candidates. Values that repeat (operations, services) are worked out once and
 * remembered, patterns included. A class because the memory, bounded, is filled while matching.
 */
export class FieldIndex {
  private readonly equal = new Map<string, number[]>();
  private readonly patterns: { readonly test: ValueTest; readonly rule: number }[] = [];
  private readonly memo = new Map<JsonValue, readonly number[]>();
  private remembering = true;
  private reused = 0;

  constructor(
    private readonly paths: readonly Segments[],
    private readonly take: (rules: readonly number[]) => void,
  ) {}

  /** Makes a rule a candidate for the values of an item. */
  add(item: DetectionItem, rule: number): void {
    for (const value of item.values) {
      const texts = equalTexts(value);
      for (const text of texts ?? []) {
        this.equal.set(text, [...(this.equal.get(text) ?? []), rule]);
      }
      if (!texts && isOwn(value)) {
        this.patterns.push({ test: compileValue(value), rule });
      }
    }
  }

  /** Hands over the candidates of each value the event has for the field. */
  visit(event: OcsfEvent): void {
    for (const path of this.paths) {
      someValue(event as JsonObject, path, this.see);
    }
  }

  /** Never true, so that every value is seen. */
  private readonly see: ValueTest = (value) => {
    const rules = this.candidates(value);
    if (rules.length > 0) {
      this.take(rules);
    }
    return false;
  };

  private candidates(value: JsonValue): readonly number[] {
    const known = this.remembering ? this.memo.get(value) : undefined;
    if (known) {
      this.reused++;
      return known;
    }
    const rules = this.workOut(value);
    if (
      this.remembering &&
      (typeof value === 'string' ? value.length <= MAX_MEMO_TEXT : typeof value !== 'object')
    ) {
      this.remember(value, rules);
    }
    return rules;
  }

  private workOut(value: JsonValue): readonly number[] {
    const equal = this.equal.get(fold(comparableText(value))) ?? NONE;
    if (this.patterns.length === 0) {
      return equal;
    }
    const matching = this.patterns.filter(({ test }) => test(value)).map(({ rule }) => rule);
    return matching.length === 0 ? equal : [...equal, ...matching];
  }

  private remember(value: JsonValue, rules: readonly number[]): void {
    if (this.memo.size >= MAX_MEMO) {
      // A field whose values hardly repeat (addresses, URLs) is not worth the memory.
      this.remembering = this.reused > MAX_MEMO;
      this.reused = 0;
      this.memo.clear();
    }
    this.memo.set(value, rules);
  }
}
