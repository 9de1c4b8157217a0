import type { CorrelationFinding } from './correlation-finding';

/**
 * Two states of one finding as one: it came about when it first did, and says what its fullest window held. In the
 * order of time that is a function of the events alone; a later event of a burst does not move the finding.
 */
export function mergeFindings(one: CorrelationFinding, other: CorrelationFinding): CorrelationFinding {
  const fuller = other.count > one.count || (other.count === one.count && other.lastMicros >= one.lastMicros);
  return {
    ...(fuller ? other : one),
    timeMicros: Math.min(one.timeMicros, other.timeMicros),
    firstMicros: Math.min(one.firstMicros, other.firstMicros),
    lastMicros: Math.max(one.lastMicros, other.lastMicros),
    exact: one.exact && other.exact,
  };
}

/** Findings by uid, merged as they come. */
export function collectFindings(): {
  add(findings: readonly CorrelationFinding[]): void;
  /** By time, then uid. */
  all(): readonly CorrelationFinding[];
} {
  const found = new Map<string, CorrelationFinding>();
  return {
    add: (findings) => {
      for (const finding of findings) {
        const known = found.get(finding.uid);
        found.set(finding.uid, known ? mergeFindings(known, finding) : finding);
      }
    },
    all: () => [...found.values()].sort((a, b) => a.timeMicros - b.timeMicros || (a.uid < b.uid ? -1 : 1)),
  };
}
