/** JSON as it is parsed. `undefined` stands for an absent attribute, so that object literals keep one shape. */
export type JsonValue = string | number | boolean | null | undefined | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

/** True for a JSON object: neither null nor an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value when it is a non-empty string, else undefined. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The value when it is an object, else undefined. */
export function object(value: unknown): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

/** The value when it is an array, else an empty one. */
export function list(value: unknown): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** A finite number given as a number or as decimal text (Azure and Google write counters as strings). */
export function number(value: unknown): number | undefined {
  const parsed =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && value.trim() !== ''
        ? Number(value)
        : Number.NaN;
  return Number.isFinite(parsed) && !(typeof value === 'string' && NOT_DECIMAL.test(value))
    ? parsed
    : undefined;
}

/** What `Number` reads besides: `0x10`, `0o7`, `0b1`. */
const NOT_DECIMAL = /^\s*0[xob]/i;

/** Sets an own property even when the key is `__proto__`, which plain assignment would treat as the prototype. */
export function setOwn(target: JsonObject, key: string, value: JsonValue): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[key] = value;
  }
}

/**
 * JSON in which no half of a surrogate pair is left. `JSON.stringify` writes one as an escape such as `\ud800`, which
 * JSON allows and engines refuse, so that one hostile name would break every query over its hour: U+FFFD stands for it.
 */
export function stringify(value: unknown): string {
  const json = JSON.stringify(value);
  return json?.includes('\\ud') ? withoutHalves(json) : json;
}

function withoutHalves(json: string): string {
  let text = '';
  let from = 0;
  for (let at = json.indexOf('\\ud'); at !== -1; at = json.indexOf('\\ud', at + 3)) {
    if (isEscape(json, at)) {
      text += `${json.slice(from, at)}\ufffd`;
      from = at + '\\ud800'.length;
    }
  }
  return text + json.slice(from);
}

/** Whether the backslash begins an escape and is not itself escaped. */
function isEscape(json: string, at: number): boolean {
  let start = at;
  while (json[start - 1] === '\\') {
    start -= 1;
  }
  return (at - start) % 2 === 0;
}
