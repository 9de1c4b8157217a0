import { CLAIM_HEADER, IDENTITY_REQUEST, IDENTITY_TYPE, type Proof } from '../../alerts/respond/proof';
import { sha256 } from '../../hash';
import type { AwsOptions } from './client-options';
import { endpointOf, signerOf } from './signed-post';

const TIMEOUT_MS = 10_000;
const ARN = /<Arn>(arn:[\w-]+:[\w:/+=,.@-]{1,300})<\/Arn>/;

/** Signs, and does not send, a request for one's own identity that is bound to a claim. */
export async function prove(claim: string, region: string, options: AwsOptions = {}): Promise<Proof> {
  const { protocol, hostname, host, port } = stsUrl(region, options);
  const { headers } = await signerOf('sts', region, options).sign({
    method: 'POST',
    protocol,
    hostname,
    ...(port === '' ? {} : { port: Number(port) }),
    path: '/',
    query: {},
    headers: { host, 'content-type': IDENTITY_TYPE, [CLAIM_HEADER]: claim },
    body: IDENTITY_REQUEST,
  });
  const sessionToken = headers['x-amz-security-token'];
  return {
    authorization: headers.authorization ?? '',
    date: headers['x-amz-date'] ?? '',
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
}

/**
 * The ARN of whoever signed a proof of a claim, as STS answers; undefined when STS does not know the signature. The
 * request is put together anew: of the proof there are its signature, date and session token in it, nothing else.
 * Throws when STS gives no answer.
 */
export async function whoSigned(
  { authorization, date, sessionToken }: Proof,
  claim: string,
  region: string,
  options: AwsOptions = {},
): Promise<string | undefined> {
  const response = await fetch(stsUrl(region, options), {
    method: 'POST',
    headers: {
      authorization,
      'x-amz-date': date,
      'content-type': IDENTITY_TYPE,
      'x-amz-content-sha256': sha256(IDENTITY_REQUEST),
      [CLAIM_HEADER]: claim,
      ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
    },
    body: IDENTITY_REQUEST,
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const body = await response.text();
  if (response.status >= 500 || response.status === 429) {
    throw new Error(`STS GetCallerIdentity answered ${response.status}; try again`);
  }
  return response.status === 200 ? ARN.exec(body)?.[1] : undefined;
}

function stsUrl(region: string, { endpoint }: AwsOptions): URL {
  return new URL('/', endpoint ?? endpointOf('sts', region));
}
