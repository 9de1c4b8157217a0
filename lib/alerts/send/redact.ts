import type { Secret } from './secret';

/** Parts shorter than this say nothing of a secret worth guessing. */
const WINDOW = 8;
const REDACTED = '[SECRET]';

/**
 * Text without any part of a secret: a receiver may quote a key, whole, cut short or encoded, and an error may quote
 * the receiver. Every run that shares eight characters with a secret is replaced, in any case.
 */
export function redact(text: string, secrets: readonly Secret[]): string {
  const parts = partsOf(secrets);
  const searched = lowerCase(text);
  let redacted = '';
  let at = 0;
  while (at < text.length) {
    const end = endOfSecret(searched, at, parts);
    redacted += end > at ? REDACTED : text.charAt(at);
    at = Math.max(end, at + 1);
  }
  return redacted;
}

interface Parts {
  readonly windows: ReadonlySet<string>;
  readonly short: readonly string[];
}

function partsOf(secrets: readonly Secret[]): Parts {
  const windows = new Set<string>();
  const short: string[] = [];
  for (const form of secrets.flatMap((secret) => formsOf(secret.reveal()))) {
    const lower = lowerCase(form);
    if (lower.length < WINDOW && lower !== '') {
      short.push(lower);
    }
    for (let start = 0; start + WINDOW <= lower.length; start += 1) {
      windows.add(lower.slice(start, start + WINDOW));
    }
  }
  return { windows, short };
}

/** Where the secret text that begins at a position ends; the position itself when none does. */
function endOfSecret(text: string, start: number, { windows, short }: Parts): number {
  let end = start;
  for (let at = start; at <= end; at += 1) {
    if (windows.has(text.slice(at, at + WINDOW))) {
      end = at + WINDOW;
    }
  }
  for (const form of short) {
    if (text.startsWith(form, start)) {
      end = Math.max(end, start + form.length);
    }
  }
  return end;
}

/** Of ASCII only: other letters may grow, and positions would no longer agree. */
function lowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (char) => char.toLowerCase());
}

/** The spellings in which a secret turns up in answers. */
function formsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  const wellFormed = bytes.toString();
  return [
    value,
    encodeURIComponent(wellFormed),
    JSON.stringify(value).slice(1, -1),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];
}
