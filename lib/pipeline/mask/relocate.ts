import { addressKind, isPersonal } from '../../ip-kind';
import type { JsonObject, JsonValue } from '../../json';
import { isMaskText, MASK_TEXT } from './kinds';
import type { Replacement } from './replace';
import { isToken } from './tokens';

/**
 * Takes an address out of an attribute that only holds addresses, and puts its token (or mask) beside it: into `uid`
 * when free, else `name`, else `hostname`. Private addresses stay. A list loses its personal addresses.
 */
export function relocateIp(holder: JsonObject, attribute: string, replace: Replacement): void {
  const value = holder[attribute];
  if (Array.isArray(value)) {
    const kept = value.filter((item) => typeof item !== 'string' || !isPersonalAddress(item));
    holder[attribute] = kept.length > 0 ? kept : undefined;
  } else if (typeof value === 'string' && isPersonalAddress(value)) {
    holder[attribute] = undefined;
    place(holder, replace('ip', value), attribute === 'ip' ? ENDPOINT_PLACES : []);
  }
}

/** Where the token of an endpoint's address goes: the first that is free. */
export const ENDPOINT_PLACES = ['uid', 'name', 'hostname'] as const;
/** The same for a user's e-mail address. */
export const USER_PLACES = ['name', 'uid_alt'] as const;
const MASK_PLACES = ['name', 'hostname'] as const;

/**
 * Takes an e-mail address out of a typed attribute. A user keeps its token (or mask) as the name, when it has none,
 * else as `uid_alt`.
 */
export function relocateEmail(holder: JsonObject, attribute: string, replace: Replacement): void {
  const value = holder[attribute];
  holder[attribute] = undefined;
  if (typeof value === 'string' && attribute === 'email_addr') {
    place(holder, replace('email', value), USER_PLACES);
  }
}

/** Whether a text of an ip_t or subnet_t (`203.0.113.0/24`) can point to a person. What does not parse goes. */
export function isPersonalAddress(text: string): boolean {
  const slash = text.indexOf('/');
  const kind = addressKind(slash < 0 ? text.trim() : text.slice(0, slash));
  return kind === undefined || isPersonal(kind);
}

/** Puts a token into the first free place; a mask only where a reader looks for a name. Nothing is written twice. */
function place(holder: JsonObject, text: string, places: readonly string[]): void {
  const candidates = isMaskText(text) && places === ENDPOINT_PLACES ? MASK_PLACES : places;
  if (candidates.some((attribute) => holder[attribute] === text)) {
    return;
  }
  const free = candidates.find((attribute) => holder[attribute] === undefined);
  if (free !== undefined) {
    holder[free] = text;
  }
}

/** An endpoint as far as its address goes. */
export interface AddressHolder {
  readonly ip?: JsonValue;
  readonly uid?: JsonValue;
  readonly name?: JsonValue;
  readonly hostname?: JsonValue;
}

/** The address of an endpoint, or the token or mask that stands for it: the lake's `source_ip`. */
export function addressOrToken(endpoint: AddressHolder | undefined): string | undefined {
  if (endpoint === undefined) {
    return undefined;
  }
  return typeof endpoint.ip === 'string' && endpoint.ip !== ''
    ? endpoint.ip
    : [endpoint.uid, endpoint.name, endpoint.hostname].find(isStandIn);
}

function isStandIn(value: unknown): value is string {
  return typeof value === 'string' && (isToken(value) || value === MASK_TEXT.ip);
}

/** A user as far as its name goes. */
export interface NameHolder {
  readonly name?: JsonValue;
  readonly email_addr?: JsonValue;
  readonly uid_alt?: JsonValue;
  readonly uid?: JsonValue;
}

/** What a user is called: name, e-mail address, id, or the token or mask in their place: the lake's `user_id`. */
export function userOrToken(user: NameHolder | undefined): string | undefined {
  const candidates = user ? [user.name, user.email_addr, user.uid, user.uid_alt] : [];
  return candidates.find((value): value is string => typeof value === 'string' && value !== '');
}
