import { saysInAnyCase } from './chars';
import { PAD } from './codes';
import type { Scan } from './state';

const LOOK_BACK = 32;

/** Lists of words (lower-case) that say what a number is. */
const LISTS = [
  ['card', 'pan=', 'pan:', 'credit', 'カード'],
  ['phone', 'tel', 'mobile', 'fax', 'sms', '電話', '携帯'],
  ['ssn', 'social security', 'social_security', 'socialsecurity'],
  ['マイナンバー', '個人番号', 'my number', 'mynumber', 'my_number', 'my-number'],
  ['account', 'アカウント', 'project', 'subscription', 'tenant'],
] as const;
export const CARD = 0;
export const PHONE = 1;
export const SSN = 2;
export const MY_NUMBER = 3;
/** A console shows an account's number in groups of four, as a My Number is written. */
export const ACCOUNT = 4;
export type WordList = typeof CARD | typeof PHONE | typeof SSN | typeof MY_NUMBER | typeof ACCOUNT;

/** The words by the last of their characters, small or capital. */
const BY_LAST = new Map<number, { readonly word: string; readonly list: number }[]>();
const IS_LAST = new Uint8Array(65_536);
for (const [list, words] of LISTS.entries()) {
  for (const word of words) {
    for (const last of [word.slice(-1), word.slice(-1).toUpperCase()]) {
      const code = last.charCodeAt(0);
      IS_LAST[code] = 1;
      BY_LAST.set(code, [...(BY_LAST.get(code) ?? []), { word, list }]);
    }
  }
}

/** What is known of the words in one text; it is read on as numbers ask, each character once. */
export interface Words {
  /** Up to here the codes were read; 0 before the first. */
  readTo: number;
  /** Where the latest word of each list begins. */
  readonly latest: Int32Array;
  /** The key that `inKey` is of, and whether each list has a word in it. */
  key: string;
  inKey: readonly boolean[];
}

export function noWords(): Words {
  return { readTo: 0, latest: new Int32Array(LISTS.length), key: '', inKey: LISTS.map(() => false) };
}

/** Whether one of the words of a list stands shortly before `at`, or is the name of the key. `at` never falls. */
export function follows(scan: Scan, at: number, list: WordList): boolean {
  const { words, hint } = scan;
  if (words.key !== hint.key) {
    words.key = hint.key;
    words.inKey = LISTS.map((all) => all.some((word) => hint.key.includes(word)));
  }
  if (words.inKey[list]) {
    return true;
  }
  readWords(scan, at);
  const from = Math.max(PAD, at - LOOK_BACK);
  return (words.latest[list] ?? 0) >= from || isDivided(scan, from, at, list);
}

function readWords({ words, codes }: Scan, at: number): void {
  if (words.readTo === 0) {
    words.latest.fill(0);
  }
  const { units } = codes;
  for (let last = Math.max(PAD, words.readTo, at - LOOK_BACK); last < at; last += 1) {
    if (IS_LAST[units[last] ?? 0] === 1) {
      noteWords(words, units, last);
    }
  }
  words.readTo = at;
}

function noteWords(words: Words, units: Uint16Array, last: number): void {
  for (const { word, list } of BY_LAST.get(units[last] ?? 0) ?? []) {
    const start = last + 1 - word.length;
    if (start > (words.latest[list] ?? 0) && start >= PAD && saysInAnyCase(units, start, word)) {
      words.latest[list] = start;
    }
  }
}

/** The words of two, divided. */
const DIVIDED = LISTS.map((words) =>
  words.map((word) => word.split(' ')).filter(({ length }) => length === 2),
);

/** Whether a word of two begins as the end of the key and ends in the text: `my` and `number 1234…`. */
function isDivided({ hint, codes }: Scan, from: number, at: number, list: WordList): boolean {
  if (hint.key === '') {
    return false;
  }
  return (DIVIDED[list] ?? []).some(
    ([head = '', rest = '']) =>
      hint.key.endsWith(head) && from + rest.length <= at && saysInAnyCase(codes.units, from, rest),
  );
}
