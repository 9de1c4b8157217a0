import type { BatchResult, ProcessBatch } from '../lake/batch/drive';
import type { InputCount, Manifest, Member } from '../lake/batch/records';
import { QuarantineLog } from '../lake/quarantine';
import { NO_ACCOUNT, NO_SOURCE, RecordCounter, withStored } from '../lake/tally';

/** A raw object that is no longer there, or never was: reading it again will not help. */
export class RawGone extends Error {
  override readonly name = 'RawGone';

  constructor(
    /** As `rawUri` wrote it. */
    readonly rawKey: string,
    readonly reason: string,
  ) {
    super(`${rawKey}: ${reason}`);
  }
}

/**
 * A process in which an object that is gone is quarantined as one record, and its neighbours are written: they are
 * claimed by the batch, so no other would ever write them. Such a batch is processed once more for each.
 */
export function withoutGone(process: ProcessBatch): ProcessBatch {
  return async (manifest, drive) => {
    const gone: { readonly member: Member; readonly reason: string }[] = [];
    for (;;) {
      const members = manifest.members.filter((one) => !gone.some(({ member }) => member === one));
      try {
        // A try that ended may have left files the next one does not write.
        const strays = drive.strays || gone.length > 0;
        return noting(gone, await process({ ...manifest, members }, { strays }));
      } catch (error) {
        const member = error instanceof RawGone ? goneFrom(members, error) : undefined;
        if (!(error instanceof RawGone) || !member) {
          throw error;
        }
        gone.push({ member, reason: error.reason });
      }
    }
  };
}

function goneFrom(members: Manifest['members'], { rawKey }: RawGone): Member | undefined {
  return members.find((member) => member.rawKey === rawKey);
}

function noting(
  gone: readonly { readonly member: Member; readonly reason: string }[],
  result: BatchResult,
): BatchResult {
  const log = new QuarantineLog((reason) => reason);
  const inputs = gone.map(({ member, reason }): InputCount => {
    const counter = new RecordCounter();
    counter.count(NO_SOURCE, NO_ACCOUNT, 'quarantined', 0);
    log.add(member.path, member.rawKey, { record: 0, source: NO_SOURCE, reason, raw: () => '' });
    return { input: member.input, path: member.path, ...withStored(counter.tally(0), 0) };
  });
  return {
    ...result,
    strays: result.strays || gone.length > 0,
    inputs: [...result.inputs, ...inputs],
    quarantine: [...result.quarantine, ...log.lines()],
  };
}
