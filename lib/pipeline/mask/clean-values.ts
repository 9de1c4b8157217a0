/** Remembers which values of one key held nothing, since most keys have few values. */
export interface CleanValues {
  has(text: string): boolean;
  add(text: string): void;
}

const MOST_VALUES = 128;
const LONGEST = 256;
/** Looks after which a key must have proved that its values repeat. */
const TRIAL = 512;

/**
 * A small memory of clean values, bounded in number and length. It is dropped for good when after a trial fewer than
 * half of the looks were hits: for ids and times the memory would cost more than the scan.
 */
export function cleanValues(): CleanValues {
  let values: Set<string> | undefined = new Set();
  let looks = 0;
  let hits = 0;
  return {
    has(text) {
      if (values === undefined || text.length > LONGEST) {
        return false;
      }
      const isKnown = values.has(text);
      looks += 1;
      hits += isKnown ? 1 : 0;
      if (looks === TRIAL) {
        values = hits * 2 < looks ? undefined : values;
        looks = 0;
        hits = 0;
      }
      return isKnown;
    },
    add(text) {
      if (values !== undefined && text.length <= LONGEST) {
        if (values.size >= MOST_VALUES) {
          values.clear();
        }
        values.add(text);
      }
    },
  };
}
