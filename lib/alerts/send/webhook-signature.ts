import { createHmac, timingSafeEqual } from 'node:crypto';
import { fail, ok, type Result } from '../../result';

/** `t=<Unix seconds>,v1=<hex>`, one `v1` a key while keys are being exchanged. */
export const SIGNATURE_HEADER = 'X-Kumomori-Signature';

const TOLERANCE_SECONDS = 300;
const MAX_HEADER = 1_000;
const MAX_SIGNATURES = 4;

/**
 * The signature header of a body: HMAC-SHA-256 over `<timestamp>.<body>`, for each key. The timestamp is the
 * attempt's, so that an old request cannot be sent again; what is stable over attempts stands in the body.
 */
export function signWebhook(body: string, keys: readonly string[], unixSeconds: number): string {
  const signatures = keys.map((key) => `v1=${digest(body, key, String(unixSeconds)).toString('hex')}`);
  return [`t=${unixSeconds}`, ...signatures].join(',');
}

/**
 * For receivers: whether the header was made by someone who knows one of the keys, for exactly these bytes, within
 * `toleranceSeconds` of now. Compares in constant time. Give the body as received, before parsing.
 */
export function verifyWebhook(
  body: string,
  header: string,
  keys: readonly string[],
  nowSeconds: number,
  toleranceSeconds = TOLERANCE_SECONDS,
): Result<true> {
  const fields = header.length > MAX_HEADER ? [] : header.split(',').map((field) => field.trim());
  const [time = '', ...more] = fields
    .filter((field) => field.startsWith('t='))
    .map((field) => field.slice(2));
  const given = fields.filter((field) => /^v1=[0-9a-f]{64}$/.test(field)).map((field) => field.slice(3));
  if (more.length > 0 || !/^\d{1,12}$/.test(time) || given.length === 0 || given.length > MAX_SIGNATURES) {
    return fail(`${SIGNATURE_HEADER} is not t=<Unix seconds>,v1=<64 hex digits>`);
  }
  const wanted = keys.map((key) => digest(body, key, time));
  // Every pair is compared, whichever matches, so that the time taken tells nothing.
  const matches = given.flatMap((one) => wanted.map((two) => timingSafeEqual(Buffer.from(one, 'hex'), two)));
  if (!matches.includes(true)) {
    return fail('the signature is not of this body and any of the keys');
  }
  const age = Math.abs(nowSeconds - Number(time));
  return age <= toleranceSeconds
    ? ok(true)
    : fail(
        `the signature is ${age} s away from now, more than ${toleranceSeconds} s; check the clock, or it was sent before`,
      );
}

function digest(body: string, key: string, time: string): Buffer {
  return createHmac('sha256', key).update(`${time}.`).update(body).digest();
}
