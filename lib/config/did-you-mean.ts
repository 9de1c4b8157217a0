const MAX_LENGTH = 64;

/** `: did you mean "x"?` for the candidate that is a typing slip away from `given`; empty when none is. */
export function didYouMean(given: string, candidates: readonly string[]): string {
  const near = nearest(given, candidates);
  return near === undefined ? '' : `: did you mean "${near}"?`;
}

/** The candidate with the fewest edits to `given`, when they are at most a third of its letters. */
function nearest(given: string, candidates: readonly string[]): string | undefined {
  if (given.length > MAX_LENGTH) {
    return undefined;
  }
  let best: string | undefined;
  let fewest = Math.max(1, Math.floor(given.length / 3)) + 1;
  for (const candidate of candidates) {
    const edits = distance(
      given.toLowerCase().replaceAll('-', '_'),
      candidate.toLowerCase().replaceAll('-', '_'),
    );
    if (edits < fewest) {
      fewest = edits;
      best = candidate;
    }
  }
  return best;
}

/** Levenshtein distance; both texts are short, so the square of their length does not matter. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
