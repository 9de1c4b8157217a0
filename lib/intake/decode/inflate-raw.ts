import { constants, createInflateRaw } from 'node:zlib';

/** What one call of `inflate` did. `ended`: the deflate stream is over, what is left of the input follows it. */
export interface InflateStep {
  readonly consumed: number;
  readonly produced: number;
  readonly ended: boolean;
  readonly problem?: string;
}

/** A raw deflate stream that is pulled: no events, no copies, nothing held back when the data turns out corrupt. */
export interface RawInflate {
  step(input: Uint8Array, output: Buffer): InflateStep;
  reset(): void;
  close(): void;
}

/** Node's zlib binding as the streams in `node:zlib` use it (`processChunkSync`), alike in Node 20, 22 and 24. */
interface NativeInflate {
  readonly _handle: {
    onerror: (message: string) => void;
    writeSync(
      flush: number,
      input: Uint8Array,
      inputOffset: number,
      inputLength: number,
      output: Uint8Array,
      outputOffset: number,
      outputLength: number,
    ): void;
    reset(): void;
    close(): void;
  };
  /** Bytes left of the output, bytes left of the input, after a write without error. */
  readonly _writeState: Uint32Array;
}

// No byte of UTF-8 text is 0xFF: it marks what inflate has not written when it fails without saying how far it came.
const UNWRITTEN = 0xff;

/**
 * Opens a raw deflate decompressor. The documented streams drop the output that is buffered when an error comes
 * (a whole object, if it is small); this one hands over every byte written before the corrupt place.
 */
export function openRawInflate(): RawInflate {
  const engine = createInflateRaw() as unknown as NativeInflate;
  const handle = engine._handle;
  const left = engine._writeState;
  let problem: string | undefined;
  handle.onerror = (message) => {
    problem = message;
  };
  return {
    step(input, output) {
      output.fill(UNWRITTEN);
      handle.writeSync(constants.Z_NO_FLUSH, input, 0, input.length, output, 0, output.length);
      if (problem !== undefined) {
        return { consumed: input.length, produced: writtenLength(output), ended: true, problem };
      }
      const [outputLeft = 0, inputLeft = 0] = left;
      const ended = inputLeft > 0 && outputLeft > 0;
      return { consumed: input.length - inputLeft, produced: output.length - outputLeft, ended };
    },
    reset() {
      problem = undefined;
      handle.reset();
    },
    close() {
      handle.close();
    },
  };
}

function writtenLength(output: Uint8Array): number {
  let length = output.length;
  while (length > 0 && output[length - 1] === UNWRITTEN) {
    length--;
  }
  return length;
}
