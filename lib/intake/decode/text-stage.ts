import { binaryReason } from './binary';
import { type Utf16Reader, utf16Reader } from './utf16';

/**
 * Takes the byte order mark off, turns UTF-16 into UTF-8, and refuses what is no text at all (an image, a Parquet
 * file) with one reason instead of one for each of its "lines".
 */
export interface TextStage {
  /** UTF-8 bytes, perhaps none yet; a string when the input is refused, after which nothing comes. */
  push(piece: Uint8Array): Uint8Array | string;
  finish(): Uint8Array | string;
  readonly refused: boolean;
}

/** Bytes by which an input is judged; fewer if a line ends before. */
const HEAD_BYTES = 512;
const NEWLINE = 0x0a;
const UTF_8_MARK = [0xef, 0xbb, 0xbf];
const NOTHING = new Uint8Array(0);

/** Opens the stage for one text; a new one where text starts afresh. */
export function textStage(): TextStage {
  let head: Uint8Array = NOTHING;
  let form: 'unknown' | 'utf-8' | 'refused' | Utf16Reader = 'unknown';

  function decide(bytes: Uint8Array): Uint8Array | string {
    const utf16 = utf16Reader(bytes);
    if (utf16 !== undefined) {
      form = utf16;
      return utf16.push(bytes.subarray(2));
    }
    const binary = binaryReason(bytes.subarray(0, HEAD_BYTES));
    form = binary === undefined ? 'utf-8' : 'refused';
    return (
      binary ??
      (UTF_8_MARK.every((byte, at) => bytes[at] === byte) ? bytes.subarray(UTF_8_MARK.length) : bytes)
    );
  }

  return {
    push(piece) {
      if (form !== 'unknown') {
        return form === 'utf-8' ? piece : form === 'refused' ? NOTHING : form.push(piece);
      }
      const bytes = head.length === 0 ? piece : Buffer.concat([head, piece]);
      if (bytes.length >= HEAD_BYTES || bytes.includes(NEWLINE, UTF_8_MARK.length)) {
        return decide(bytes);
      }
      head = Uint8Array.from(bytes);
      return NOTHING;
    },
    finish() {
      if (form === 'unknown') {
        return decide(head);
      }
      return typeof form === 'string' ? NOTHING : form.finish();
    },
    get refused() {
      return form === 'refused';
    },
  };
}
