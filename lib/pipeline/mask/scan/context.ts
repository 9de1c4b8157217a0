import type { Scan } from './state';

const LOOK_BACK = 32;

/** Whether one of the words (lower-case) stands shortly before `at`, or is the name of the key. */
export function follows(scan: Scan, at: number, words: readonly string[]): boolean {
  const before = `${scan.hint.key} ${scan.text.slice(Math.max(0, at - LOOK_BACK), at).toLowerCase()}`;
  return words.some((word) => before.includes(word));
}

export const CARD_WORDS = ['card', 'pan=', 'pan:', 'credit', 'カード'] as const;
export const PHONE_WORDS = ['phone', 'tel', 'mobile', 'fax', 'sms', '電話', '携帯'] as const;
export const SSN_WORDS = ['ssn', 'social security', 'social_security', 'socialsecurity'] as const;
export const MY_NUMBER_WORDS = [
  'マイナンバー',
  '個人番号',
  'my number',
  'mynumber',
  'my_number',
  'my-number',
] as const;
/** A console shows an account's number in groups of four, as a My Number is written. */
export const ACCOUNT_WORDS = ['account', 'アカウント', 'project', 'subscription', 'tenant'] as const;
