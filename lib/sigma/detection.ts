import type { SigmaValue } from './value';

/** One line of a detection: a field (or the whole event, for keywords) against values. */
export interface DetectionItem {
  readonly kind: 'item';
  /** Absent for keywords: any text of the event. */
  readonly field?: string;
  readonly values: readonly SigmaValue[];
  /** `or`: one value suffices. `and` (modifier `all`): each must be met, by any element of a list. */
  readonly linking: 'or' | 'and';
  /** Modifier `neq`: the field is there, and none of the values is met. */
  readonly negated: boolean;
  readonly line: number;
}

/** A named detection of a rule: its items joined. A map joins by and, a list by or. */
export type SigmaDetection =
  | DetectionItem
  | { readonly kind: 'and' | 'or'; readonly of: readonly SigmaDetection[] };

/** A rule's whole logic: the condition with the detections put in for their names. What engines compile. */
export type Expression =
  | DetectionItem
  | { readonly kind: 'and' | 'or'; readonly of: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression };

/** Every item of an expression, in order. */
export function itemsOf(expression: Expression): readonly DetectionItem[] {
  switch (expression.kind) {
    case 'item':
      return [expression];
    case 'not':
      return itemsOf(expression.of);
    default:
      return expression.of.flatMap(itemsOf);
  }
}
