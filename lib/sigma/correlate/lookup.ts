import { fail, ok, type Result } from '../../result';
import type { RuleHeader } from '../rule';
import type { Correlation } from './correlation';

/** Something a reference can mean. */
export type Target =
  | { readonly kind: 'rule'; readonly of: RuleHeader }
  | { readonly kind: 'correlation'; readonly of: Correlation };

/** Finds what an id or `name` means; the problem says when it is nothing, or more than one thing. */
export type Lookup = (reference: string) => Result<Target>;

/** Rules and correlations by id, in any case, and by name, exactly. */
export function createLookup(rules: readonly RuleHeader[], correlations: readonly Correlation[]): Lookup {
  const found = new Map<string, Target[]>();
  const add = (key: string, target: Target) => found.set(key, [...(found.get(key) ?? []), target]);
  const targets: readonly Target[] = [
    ...rules.map((of) => ({ kind: 'rule', of }) as const),
    ...correlations.map((of) => ({ kind: 'correlation', of }) as const),
  ];
  for (const target of targets) {
    add(target.of.id, target);
    if (target.of.name !== undefined && target.of.name !== target.of.id) {
      add(target.of.name, target);
    }
  }
  return (reference) => {
    const meant = found.get(reference) ?? found.get(reference.toLowerCase()) ?? [];
    const [first, second] = meant;
    if (!first) {
      return fail(`there is no rule or correlation with id or name ${reference}`);
    }
    return second
      ? fail(`${reference} is both ${placeOf(first)} and ${placeOf(second)}: rename one, or refer to the id`)
      : ok(first);
  };
}

function placeOf({ of }: Target): string {
  return `${of.file}:${of.line}`;
}
