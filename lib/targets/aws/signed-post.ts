import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsOptions } from './client-options';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Posts a body to a service; answers with whatever it says, once trying again makes no sense. Never throws. */
export type SignedPost = (headers: Readonly<Record<string, string>>, body: string) => Promise<Answer>;

export interface SignedPostOptions extends AwsOptions {
  /** Where the operation is, in services that tell operations apart by it. @default '/' */
  readonly path?: string;
  /** @default 4 */
  readonly attempts?: number;
  /** Waits between attempts, in milliseconds. */
  readonly pause?: (ms: number) => Promise<unknown>;
}

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 20_000;
const TIMEOUT_MS = 10_000;

/**
 * One operation of a service, signed as the SDK signs: for services of which a function needs a single operation, so
 * that it does not carry their whole client. Answers of 429 and 5xx, throttling, and no answer at all, are tried again.
 */
export function signedPost(service: string, region: string, options: SignedPostOptions = {}): SignedPost {
  const { attempts = 4, pause = wait, path = '/' } = options;
  const signer = signerOf(service, region, options);
  const url = new URL(path, options.endpoint ?? endpointOf(service, region));
  return async (headers, body) => {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await post(signer, url, headers, body);
      const passing = answer.status === 429 || answer.status >= 500 || /Throttl/.test(answer.body);
      if (attempt >= attempts || answer.status === 200 || !passing) {
        return answer;
      }
      await pause(Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS) * (0.5 + Math.random() / 2));
    }
  };
}

/** Signs requests as the SDK does. */
export function signerOf(service: string, region: string, { credentials }: AwsOptions = {}): SignatureV4 {
  return new SignatureV4({
    service,
    region,
    credentials: credentials ?? defaultProvider(),
    sha256: Sha256,
  });
}

/** Where a service is, or the stand-in that the environment names for it, as it does for the SDK. */
export function endpointOf(service: string, region: string): string {
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return (
    process.env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ??
    process.env.AWS_ENDPOINT_URL ??
    `https://${service}.${region}.${suffix}`
  );
}

async function post(
  signer: SignatureV4,
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Answer> {
  try {
    const signed = await signer.sign({
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port === '' ? {} : { port: Number(url.port) }),
      path: url.pathname,
      query: {},
      headers: { host: url.host, ...headers },
      body,
    });
    const { host: _, ...sent } = signed.headers;
    const response = await fetch(url, {
      method: 'POST',
      headers: sent,
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    return { status: 503, body: error instanceof Error ? error.message : String(error) };
  }
}

/** SHA-256, and HMAC where there is a secret, as the signer asks for it. */
class Sha256 {
  private readonly hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret));
  }

  update(data: Uint8Array): void {
    this.hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  reset(): void {
    throw new Error('a hash is made anew for every text');
  }
}

function bytes(secret: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof secret === 'string') {
    return Buffer.from(secret, 'utf8');
  }
  return ArrayBuffer.isView(secret)
    ? Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength)
    : Buffer.from(secret);
}
