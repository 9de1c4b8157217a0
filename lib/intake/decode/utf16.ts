/** Turns UTF-16 into UTF-8, piece by piece. */
export interface Utf16Reader {
  push(piece: Uint8Array): Uint8Array;
  finish(): Uint8Array;
}

/** A reader for input that starts with a UTF-16 byte order mark (PowerShell's `>` writes one); else undefined. */
export function utf16Reader(start: Uint8Array): Utf16Reader | undefined {
  const little = start[0] === 0xff && start[1] === 0xfe;
  const big = start[0] === 0xfe && start[1] === 0xff;
  if (!little && !big) {
    return undefined;
  }
  const decoder = new TextDecoder(little ? 'utf-16le' : 'utf-16be', { ignoreBOM: true });
  return {
    push: (piece) => Buffer.from(decoder.decode(piece, { stream: true })),
    finish: () => Buffer.from(decoder.decode()),
  };
}
