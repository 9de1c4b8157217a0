import { object } from '../../json';
import { fail, ok, type Result } from '../../result';

/**
 * A request for one's own identity to AWS STS, signed and not sent: whoever sends it on learns from STS who signed it.
 * Lambda does not tell a function who called it, and what a caller says of themselves proves nothing. A header of the
 * request binds it to one wish; it opens nothing else and is stale after some minutes.
 * Source: AWS STS API, GetCallerIdentity; AWS Signature Version 4.
 */
export interface Proof {
  readonly authorization: string;
  /** `20240812T103000Z`. */
  readonly date: string;
  /** Of temporary credentials: useless without their secret key, which is not here. */
  readonly sessionToken?: string;
}

/** The header that holds the claim. Only what is signed counts. */
export const CLAIM_HEADER = 'x-kumomori-claim';
/** The body that is signed; there is one only. */
export const IDENTITY_REQUEST = 'Action=GetCallerIdentity&Version=2011-06-15';
export const IDENTITY_TYPE = 'application/x-www-form-urlencoded; charset=utf-8';

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=[\w/+=.-]{1,200}, ?SignedHeaders=([a-z0-9;-]{1,200}), ?Signature=[0-9a-f]{64}$/;
const DATE = /^\d{8}T\d{6}Z$/;
const TOKEN = /^[\w/+=.-]{1,4096}$/;
const MUST_SIGN = ['host', 'x-amz-date', CLAIM_HEADER];

/** A proof out of the function's event, if it signs a claim: STS takes unsigned headers too, and they bind nothing. */
export function parseProof(value: unknown): Result<Proof> {
  const { authorization, date, sessionToken } = object(value) ?? {};
  const signed = typeof authorization === 'string' ? AUTHORIZATION.exec(authorization)?.[1] : undefined;
  if (
    typeof authorization !== 'string' ||
    signed === undefined ||
    typeof date !== 'string' ||
    !DATE.test(date) ||
    (sessionToken !== undefined && (typeof sessionToken !== 'string' || !TOKEN.test(sessionToken)))
  ) {
    return fail('proof: is no signed request for one’s identity; use `kumomori approve`, which makes it');
  }
  const names = signed.split(';');
  const unsigned = MUST_SIGN.find((name) => !names.includes(name));
  return unsigned === undefined
    ? ok({ authorization, date, ...(sessionToken === undefined ? {} : { sessionToken }) })
    : fail(`proof: does not sign ${unsigned}; use \`kumomori approve\`, which does`);
}
