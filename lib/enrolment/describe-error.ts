/** Longest reason that is kept: a cloud's message can hold an encoded policy of kilobytes. */
const LONGEST = 300;

/** What was wrong, for a person: `AccessDenied: User … is not authorized to …`. */
export function describeError(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
