import { compare } from '../compare';
import type { Commit, InputCount } from './batch/records';

/** What a batch brought, in figures: for logs and metrics. */
export interface CommitSummary {
  readonly batch: string;
  readonly inputs: number;
  readonly files: number;
  readonly events: number;
  readonly findings: number;
  readonly quarantined: number;
  /** Sorted by source. */
  readonly sources: readonly SourceSummary[];
}

export interface SourceSummary {
  readonly source: string;
  readonly written: number;
  readonly collected: number;
  /** Of text, inflated. */
  readonly bytes: number;
}

export function summaryOf({ batch, inputs, outputs }: Commit): CommitSummary {
  const sum = (count: (input: InputCount) => number) =>
    inputs.reduce((total, input) => total + count(input), 0);
  const sources = new Map<string, SourceSummary>();
  for (const { source, written, collected, textBytes = 0 } of inputs.flatMap(({ accounts }) => accounts)) {
    const before = sources.get(source) ?? { source, written: 0, collected: 0, bytes: 0 };
    sources.set(source, {
      source,
      written: before.written + written,
      collected: before.collected + collected,
      bytes: before.bytes + textBytes,
    });
  }
  return {
    batch,
    inputs: inputs.length,
    files: outputs.length,
    events: sum(({ events }) => events),
    findings: sum(({ findings }) => findings),
    quarantined: sum(({ quarantined }) => quarantined),
    sources: [...sources.values()].sort((a, b) => compare(a.source, b.source)),
  };
}
