import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { toNativeEvent } from '../../alerts/formats/native-event';
import type { Delivery, Notifier } from '../../ports/notifier';

/**
 * The `native` channel of a laptop: each message is a line of a file, in the format of the cloud's event bus. The line
 * is on the disk before the message counts as sent. After a crash a message may stand there twice, with the same
 * `detail.metadata.uid`: readers keep the first. The file is opened for each message, so it may be moved away at any time.
 */
export function createFileNotifier(path: string): Notifier {
  return {
    send: async ({ message, idempotencyKey }): Promise<Delivery> => {
      await mkdir(dirname(path), { recursive: true });
      const file = await open(path, 'a+', 0o600);
      try {
        await append(file, JSON.stringify(toNativeEvent(message, idempotencyKey)));
      } finally {
        await file.close();
      }
      return { outcome: 'sent' };
    },
  };
}

/** One write, so that lines of two processes do not mix; a line that a crash cut short is left behind by itself. */
async function append(file: FileHandle, line: string): Promise<void> {
  const bytes = Buffer.from(`${(await endsInLine(file)) ? '\n' : ''}${line}\n`);
  const { bytesWritten } = await file.write(bytes);
  if (bytesWritten < bytes.length) {
    throw new Error(`wrote ${bytesWritten} of ${bytes.length} bytes: the disk is full`);
  }
  await file.sync();
}

/** Whether the file ends within a line. */
async function endsInLine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) {
    return false;
  }
  const last = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return last.buffer[0] !== 0x0a;
}
