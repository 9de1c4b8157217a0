import type { Rejected } from '../pipeline/process-input';

/**
 * Rejected records as the lake keeps them: why, and where the raw bytes are, never the bytes themselves.
 * Neighbours with one reason share an entry: `records` of them from `record` on.
 */
export interface QuarantineEntry {
  readonly path: string;
  readonly raw_object: string;
  readonly record: number;
  readonly records: number;
  readonly source: string;
  readonly reason: string;
}

/** Collects the entries of a batch, in order. Memory follows the number of different neighbours, not of records. */
export class QuarantineLog {
  private readonly entries: { -readonly [Key in keyof QuarantineEntry]: QuarantineEntry[Key] }[] = [];

  /** @param clean removes personal data from a reason, which may quote the record. */
  constructor(private readonly clean: (text: string) => string) {}

  add(path: string, rawObject: string, rejected: Rejected): void {
    const reason = this.clean(rejected.reason);
    const last = this.entries.at(-1);
    const continues =
      last?.raw_object === rawObject &&
      last.reason === reason &&
      last.source === rejected.source &&
      last.record + last.records === rejected.record;
    if (last && continues) {
      last.records += 1;
    } else {
      const { record, source } = rejected;
      this.entries.push({ path, raw_object: rawObject, record, records: 1, source, reason });
    }
  }

  lines(): string[] {
    return this.entries.map((entry) => `${JSON.stringify(entry)}\n`);
  }
}
