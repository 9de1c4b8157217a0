/** The kinds of personal or secret text that the scanner finds. */
export type PiiKind = 'email' | 'phone' | 'card' | 'ssn' | 'my_number' | 'ip' | 'secret';

/** What stands in the place of masked text. `user` is a structured user name, which no scanner can find. */
export const MASK_TEXT: Readonly<Record<PiiKind | 'user', string>> = {
  email: '[EMAIL_MASKED]',
  phone: '[PHONE_MASKED]',
  card: '[CARD_MASKED]',
  ssn: '[SSN_MASKED]',
  my_number: '[MY_NUMBER_MASKED]',
  ip: '[IP_MASKED]',
  secret: '[SECRET_MASKED]',
  user: '[USER_MASKED]',
};

/** A find: the half-open range of the text it covers, and what stands there once escapes are read. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly kind: PiiKind;
  readonly value: string;
}

/** Whether a whole text is a mask already. */
export function isMaskText(text: string): boolean {
  return text.charCodeAt(0) === 0x5b && text.endsWith('_MASKED]');
}
