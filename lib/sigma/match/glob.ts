import type { Part } from '../value';

type TextTest = (text: string) => boolean;

/** A run of parts between two `*`: literals and `?`, so of one length. */
type Run = { readonly parts: readonly Part[]; readonly length: number };

/**
 * A test for text with wildcards, over the whole text. Plain, prefix, suffix and contained text become the
 * engine's own string searches; the rest is matched greedily from left to right, never backtracking over a `*`.
 */
export function compileGlob(parts: readonly Part[]): TextTest {
  const simple = compileSimple(parts);
  if (simple) {
    return simple;
  }
  const runs = splitRuns(parts);
  const [first, last] = [runs[0], runs.at(-1)];
  if (!first || !last || runs.length === 1) {
    return (text) => first !== undefined && text.length === first.length && fits(text, 0, first);
  }
  const middle = runs.slice(1, -1);
  const shortest = runs.reduce((sum, run) => sum + run.length, 0);
  return (text) => {
    const end = text.length - last.length;
    if (text.length < shortest || !fits(text, 0, first) || !fits(text, end, last)) {
      return false;
    }
    let at = first.length;
    for (const run of middle) {
      at = find(text, at, end, run);
      if (at < 0) {
        return false;
      }
      at += run.length;
    }
    return true;
  };
}

function compileSimple(parts: readonly Part[]): TextTest | undefined {
  const shape = parts.map((part) => (typeof part === 'string' ? 't' : part.wild)).join('');
  const literal = parts.find((part) => typeof part === 'string') ?? '';
  switch (shape) {
    case '':
      return (text) => text === '';
    case 't':
      return (text) => text === literal;
    case '*':
    case '**':
      return () => true;
    case 't*':
      return (text) => text.startsWith(literal);
    case '*t':
      return (text) => text.endsWith(literal);
    case '*t*':
      return (text) => text.includes(literal);
    default:
      return undefined;
  }
}

function splitRuns(parts: readonly Part[]): readonly Run[] {
  const runs: Part[][] = [[]];
  for (const part of parts) {
    if (typeof part !== 'string' && part.wild === '*') {
      runs.push([]);
    } else {
      runs.at(-1)?.push(part);
    }
  }
  return runs.map((run) => ({
    parts: run,
    length: run.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 1), 0),
  }));
}

function fits(text: string, at: number, run: Run): boolean {
  let position = at;
  for (const part of run.parts) {
    if (typeof part !== 'string') {
      position++;
    } else if (text.startsWith(part, position)) {
      position += part.length;
    } else {
      return false;
    }
  }
  return true;
}

function find(text: string, from: number, end: number, run: Run): number {
  const [only] = run.parts;
  if (run.parts.length === 1 && typeof only === 'string') {
    const at = text.indexOf(only, from);
    return at >= 0 && at + run.length <= end ? at : -1;
  }
  for (let at = from; at + run.length <= end; at++) {
    if (fits(text, at, run)) {
      return at;
    }
  }
  return -1;
}
