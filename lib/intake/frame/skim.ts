import {
  BACKSLASH,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COMMA,
  NEWLINE,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
} from './bytes';

/** Counts brackets without judging anything else, to find where a broken or too large value ends. */
export interface Skim {
  depth: number;
  inString: boolean;
  escaped: boolean;
}

/** A count that starts at a depth, inside a string or not. */
export function startSkim(depth: number, inString = false): Skim {
  return { depth, inString, escaped: false };
}

/**
 * Offset after the bracket that closes the value, or of what follows one without brackets; undefined when it is not
 * among the bytes.
 */
export function skimToEnd(skim: Skim, bytes: Uint8Array, from: number): number | undefined {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at];
    if (skim.escaped) {
      skim.escaped = false;
    } else if (skim.inString) {
      skim.escaped = byte === BACKSLASH;
      // No JSON string holds a raw newline: one whose quote is missing ends here.
      skim.inString = byte !== QUOTE && byte !== NEWLINE;
    } else if (byte === QUOTE) {
      skim.inString = true;
    } else if (skim.depth === 0 && (byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_ARRAY)) {
      return at;
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      skim.depth++;
    } else if ((byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) && --skim.depth <= 0) {
      return at + 1;
    }
  }
  return undefined;
}

/** Offset of a `{` or `[` that is the first byte of a line, between `from` and `to`: a new record, most likely. */
export function findRecordLine(bytes: Buffer, from: number, to: number): number | undefined {
  for (let at = bytes.indexOf(NEWLINE, from); at !== -1 && at + 1 < to; at = bytes.indexOf(NEWLINE, at + 1)) {
    if (bytes[at + 1] === OPEN_OBJECT || bytes[at + 1] === OPEN_ARRAY) {
      return at + 1;
    }
  }
  return undefined;
}
