import type { Assertion, CharSet, RegexNode } from './syntax';

/** One step of the nondeterministic automaton. `next` of a step is a place in the program. */
export type Step =
  | { readonly op: 'char'; readonly set: CharSet }
  | { readonly op: 'split'; readonly a: number; readonly b: number }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'assert'; readonly assertion: Assertion }
  | { readonly op: 'match' };

/** Steps a pattern may take; repetitions are unrolled, so `(a{1000}){1000}` must be refused. */
const MAX_STEPS = 20_000;

/**
 * The pattern as a program for a nondeterministic automaton (Thompson's construction): a `char` step goes on to
 * the next place. Undefined when the pattern would take more than 20 000 steps.
 */
export function compileProgram(syntax: RegexNode): readonly Step[] | undefined {
  const steps: Step[] = [];
  const fits = emit(syntax, steps);
  steps.push({ op: 'match' });
  return fits ? steps : undefined;
}

function emit(node: RegexNode, steps: Step[]): boolean {
  if (steps.length > MAX_STEPS) {
    return false;
  }
  switch (node.kind) {
    case 'empty':
      return true;
    case 'set':
      steps.push({ op: 'char', set: node.set });
      return true;
    case 'assert':
      steps.push({ op: 'assert', assertion: node.assertion });
      return true;
    case 'concat':
      return node.of.every((part) => emit(part, steps));
    case 'alternation':
      return emitAlternation(node.of, steps);
    case 'repeat':
      return emitRepeat(node, steps);
  }
}

function emitAlternation(branches: readonly RegexNode[], steps: Step[]): boolean {
  const jumps: number[] = [];
  const fits = branches.every((branch, index) => {
    const last = index === branches.length - 1;
    const split = last ? -1 : hole(steps);
    const emitted = emit(branch, steps);
    if (!last) {
      jumps.push(hole(steps));
      steps[split] = { op: 'split', a: split + 1, b: steps.length };
    }
    return emitted;
  });
  for (const place of jumps) {
    steps[place] = { op: 'jump', to: steps.length };
  }
  return fits;
}

function emitRepeat(node: RegexNode & { kind: 'repeat' }, steps: Step[]): boolean {
  for (let i = 0; i < node.min; i++) {
    if (!emit(node.of, steps)) {
      return false;
    }
  }
  if (node.max === undefined) {
    const split = hole(steps);
    const fits = emit(node.of, steps);
    steps.push({ op: 'jump', to: split });
    steps[split] = { op: 'split', a: split + 1, b: steps.length };
    return fits;
  }
  const splits: number[] = [];
  for (let i = node.min; i < node.max; i++) {
    splits.push(hole(steps));
    if (!emit(node.of, steps)) {
      return false;
    }
  }
  for (const split of splits) {
    steps[split] = { op: 'split', a: split + 1, b: steps.length };
  }
  return true;
}

/** A place to be filled in once it is known how far the way goes. */
function hole(steps: Step[]): number {
  return steps.push({ op: 'match' }) - 1;
}
