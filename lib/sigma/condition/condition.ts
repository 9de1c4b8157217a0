/** A condition as written: names of the rule's detections, joined by and, or, not, and quantifiers over names. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'detection'; readonly name: string }
  /** `1 of filter_*`, `all of them`; the pattern is `them` or a name with `*`. */
  | { readonly kind: 'quantified'; readonly quantity: 'one' | 'all'; readonly pattern: string };
