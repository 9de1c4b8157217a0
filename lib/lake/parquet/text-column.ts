import { compareUtf8, textBounds } from './bounds';
import type { ByteSink } from './byte-sink';
import { type Bounds, type Cells, type ColumnBuffer, type Dictionary, doubled, repeats } from './cells';
import { TextIndex } from './text-index';

const ABSENT = -1;
/** A dictionary is one page, which readers hold as a whole. */
const MAX_DICTIONARY_CHARACTERS = 1 << 20;

/** A column of texts that often repeat; each is kept once, 4 bytes a row while collected. */
export function createTextColumn(): ColumnBuffer {
  const index = new TextIndex();
  let ids = new Int32Array(64);
  let rows = 0;
  let local = new Int32Array(0);
  return {
    append: (value) => {
      if (rows === ids.length) {
        ids = doubled(ids);
      }
      ids[rows++] = typeof value === 'string' ? index.idOf(value) : idOfOther(index, value);
    },
    select: (order, from, to) => {
      const { texts } = index;
      local = local.length < texts.length ? new Int32Array(texts.length * 2) : local;
      return textCells(gather(ids, texts, local, order, from, to));
    },
    retain: (kept) => {
      const before = index.restart();
      kept.forEach((row, at) => {
        const text = before[ids[row] ?? ABSENT];
        ids[at] = text === undefined ? ABSENT : index.idOf(text);
      });
      rows = kept.length;
    },
  };
}

function idOfOther(index: TextIndex, value: unknown): number {
  return typeof value === 'number' || typeof value === 'boolean' ? index.idOf(String(value)) : ABSENT;
}

interface Gathered {
  readonly present: Uint8Array;
  /** For each row that has a value, the number of its text in `texts`. */
  readonly indexes: Int32Array;
  /** The distinct texts, in order of their first row. */
  readonly texts: readonly string[];
}

/** @param local number of each text among the selected ones, plus 1; all 0 before and after. */
function gather(
  ids: Int32Array,
  texts: readonly string[],
  local: Int32Array,
  order: Int32Array,
  from: number,
  to: number,
): Gathered {
  const present = new Uint8Array(to - from);
  const indexes = new Int32Array(to - from);
  const chosen: number[] = [];
  let count = 0;
  for (let at = from; at < to; at++) {
    const id = ids[order[at] ?? 0] ?? ABSENT;
    if (id !== ABSENT) {
      if (local[id] === 0) {
        local[id] = chosen.push(id);
      }
      present[at - from] = 1;
      indexes[count++] = (local[id] ?? 0) - 1;
    }
  }
  for (const id of chosen) {
    local[id] = 0;
  }
  return { present, indexes: indexes.subarray(0, count), texts: chosen.map((id) => texts[id] ?? '') };
}

function textCells({ present, indexes, texts }: Gathered): Cells {
  return {
    present,
    presentCount: indexes.length,
    dictionary: textDictionary(indexes, texts),
    bounds: boundsOf(texts),
    writePlain: plainWriter(present, (sink, nth) => writeText(sink, texts[indexes[nth] ?? 0] ?? '')),
  };
}

function textDictionary(indexes: Int32Array, texts: readonly string[]): Dictionary | undefined {
  const size = texts.reduce((total, text) => total + text.length, 0);
  if (size > MAX_DICTIONARY_CHARACTERS || !repeats(texts.length, indexes.length)) {
    return undefined;
  }
  return {
    indexes,
    size: texts.length,
    write: (sink) => {
      for (const text of texts) {
        writeText(sink, text);
      }
    },
  };
}

function boundsOf(texts: readonly string[]): Bounds | undefined {
  const [first] = texts;
  if (first === undefined) {
    return undefined;
  }
  let min = first;
  let max = first;
  for (const text of texts) {
    min = compareUtf8(text, min) < 0 ? text : min;
    max = compareUtf8(text, max) > 0 ? text : max;
  }
  return textBounds(min, max);
}

/** Plain byte array: length, then the bytes. */
function writeText(sink: ByteSink, text: string): void {
  const at = sink.length;
  sink.uint32(0);
  sink.buffer.writeUInt32LE(sink.text(text), at);
}

/** Writes the present cells of a page, given how to write the nth present one. */
export function plainWriter(
  present: Uint8Array,
  write: (sink: ByteSink, nth: number) => void,
): Cells['writePlain'] {
  let nth = 0;
  return (sink, from, limit) => {
    const end = sink.length + limit;
    let row = from;
    while (row < present.length && (sink.length < end || row === from)) {
      if (present[row] === 1) {
        write(sink, nth++);
      }
      row++;
    }
    return row;
  };
}
