import type { Secret } from './secret';

/** A POST that is ready to go. It may hold secrets in any part, so it shows nothing of itself until revealed. */
export interface HttpRequest {
  /** Every secret in it, as it stands there: what must not come back in a reason. */
  readonly secrets: readonly Secret[];
  readonly reveal: () => RevealedRequest;
}

export interface RevealedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A JSON POST. `headers` are added to the content type. */
export function jsonPost(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: unknown,
  secrets: readonly Secret[],
): HttpRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    secrets,
    reveal: () => ({ url, headers: { 'Content-Type': 'application/json', ...headers }, body: text }),
  };
}

const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;
const FIELD_VALUE = /^[\x20-\x7e]*$/;

/** Why a header cannot be sent, or undefined: a line break in it would begin another header. Names only, never values. */
export function badHeader(headers: Readonly<Record<string, string>>): string | undefined {
  for (const [name, value] of Object.entries(headers)) {
    if (!TOKEN.test(name)) {
      return 'a header name has characters that HTTP does not allow; use letters, digits and hyphens';
    }
    if (!FIELD_VALUE.test(value)) {
      return `header ${name} has a line break or a character that is not printable ASCII; correct the secret or setting it comes from`;
    }
  }
  return undefined;
}
