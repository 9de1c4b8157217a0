import { boundedCache } from '../../bounded-cache';
import { isMaskText } from './kinds';
import type { Replacement } from './replace';
import { replaceText } from './scan/replace-text';
import { scan } from './scan/scan';
import { isToken } from './tokens';

/** Replaces structured identities. */
export interface Identities {
  /** The whole of a text that names a person; ARNs keep all but the name in them. */
  name(text: string): string;
  /** What in a text points to a person: e-mail addresses and the like, and the name at the end of an ARN. */
  text(text: string): string;
  /** The whole of a telephone number. */
  phone(text: string): string;
}

const CACHED = 16_384;
const LONGEST_CACHED = 256;

/** The replacer of identities. It remembers a bounded number of results: the same people act again and again. */
export function identities(replace: Replacement): Identities {
  const whole = (text: string): string => (isDone(text) ? text : replace(identityKind(text), text));
  const text = (given: string): string => {
    const name = nameStart(given);
    return name > 0 && name < given.length
      ? replaceText(given.slice(0, name), replace) + whole(given.slice(name))
      : replaceText(given, replace);
  };
  return {
    name: remembered((given) => (nameStart(given) > 0 ? text(given) : whole(given))),
    text: remembered(text),
    phone: (given) => (isDone(given) ? given : replace('phone', given)),
  };
}

function remembered(compute: (text: string) => string): (text: string) => string {
  const cache = boundedCache<string, string>(CACHED);
  return (text) => {
    if (text.length > LONGEST_CACHED) {
      return compute(text);
    }
    const known = cache.get(text);
    if (known !== undefined) {
      return known;
    }
    const result = compute(text);
    cache.set(text, result);
    return result;
  };
}

/** Nothing to do: a mask, a token, or an id that names nobody. */
function isDone(text: string): boolean {
  return text === '' || isMaskText(text) || isToken(text) || (text.length <= 36 && OPAQUE.test(text));
}

/** An account (EC2 writes it under `userId`), a UUID, an IAM id: these survive, and lead to no one by themselves. */
const OPAQUE = /^(?:\d{12}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|A[A-Z]{3}[A-Z0-9]{12,28})$/;

/** The kind a whole name is tokenised as: an e-mail address or a telephone number is the same one in free text. */
export function identityKind(text: string): 'email' | 'phone' | 'user' {
  const [hit] = text.length <= 320 ? scan(text.trim()) : [];
  const isWhole = hit !== undefined && hit.start === 0 && hit.end === text.trim().length;
  return isWhole && (hit.kind === 'email' || hit.kind === 'phone') ? hit.kind : 'user';
}

/**
 * Where the person's name begins in an ARN (`…:user/path/alice`, `…:assumed-role/Admin/alice`,
 * `…:federated-user/alice`) or a principal id (`AROA…:alice`); 0 when there is none. Roles, and sessions that
 * an instance or a service named (`i-…`), are nobody.
 */
function nameStart(text: string): number {
  const arn =
    /^arn:aws[a-z-]*:(?:iam|sts)::\d{0,12}:(?:user|federated-user|assumed-role\/[^/]{1,128})\//.exec(text);
  if (arn) {
    const name = Math.max(arn[0].length, text.lastIndexOf('/') + 1);
    return /^i-[0-9a-f]{8,17}$/.test(text.slice(name)) ? 0 : name;
  }
  const principal = /^A[A-Z]{3}[A-Z0-9]{12,28}:/.exec(text);
  return principal && !/^i-[0-9a-f]{8,17}$/.test(text.slice(principal[0].length)) ? principal[0].length : 0;
}
