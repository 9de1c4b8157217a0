/** OCSF's `email_t`, with a length no mailbox exceeds (RFC 5321: 254), so that hostile text costs nothing. */
const EMAIL = /^[a-zA-Z0-9!#$%&'*+-/=?^_`{|}~.]+@[a-zA-Z0-9-]+\.[a-zA-Z0-9-.]+$/;

/** The text when OCSF takes it for an e-mail address, else undefined. */
export function emailOf(text: string | undefined): string | undefined {
  return text !== undefined && text.length <= 254 && EMAIL.test(text) ? text : undefined;
}
