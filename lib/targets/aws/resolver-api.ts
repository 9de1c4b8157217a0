import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { SignatureV4 } from '@smithy/signature-v4';
import { isObject, type JsonObject, text } from '../../json';
import type { AwsOptions } from './client-options';

/** An answer that says what was wrong; `name` is the service's name of it. */
export class AwsApiError extends Error {
  constructor(
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }
}

/** Calls one operation of Route 53 Resolver. Throws `AwsApiError` once trying again makes no sense. */
export type ResolverApi = (operation: string, input: JsonObject) => Promise<JsonObject>;

const ATTEMPTS = 8;
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 20_000;
/** A single answer is at most a hundred small items. */
const TIMEOUT_MS = 30_000;

/**
 * Route 53 Resolver of a region, by its JSON protocol: the SDK's client for it is large, and six operations are all
 * that is needed. Requests are signed as the SDK signs them. `pause` waits between attempts.
 */
export function resolverApi(
  region: string,
  options: AwsOptions = {},
  pause: (ms: number) => Promise<unknown> = (ms) => wait(ms),
): ResolverApi {
  const signer = new SignatureV4({
    service: 'route53resolver',
    region,
    credentials: options.credentials ?? defaultProvider(),
    sha256: Sha256,
  });
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const url = new URL(options.endpoint ?? `https://route53resolver.${region}.${suffix}`);
  return async (operation, input) => {
    for (let attempt = 1; ; attempt += 1) {
      const { status, body } = await send(signer, url, operation, JSON.stringify(input));
      if (status === 200) {
        return body;
      }
      // `com.amazonaws.route53resolver#ThrottlingException`, with or without what stands before #.
      const name = (text(body.__type) ?? `HTTP ${status}`).replace(/^.*#/, '');
      if (attempt === ATTEMPTS || !(status >= 500 || status === 429 || name.includes('Throttling'))) {
        throw new AwsApiError(
          name,
          `${operation} in ${region}: ${text(body.message) ?? text(body.Message) ?? status}`,
        );
      }
      await pause(Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS) * (0.5 + Math.random() / 2));
    }
  };
}

async function send(
  signer: SignatureV4,
  url: URL,
  operation: string,
  body: string,
): Promise<{ readonly status: number; readonly body: JsonObject }> {
  const signed = await signer.sign({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    path: '/',
    query: {},
    headers: {
      host: url.host,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `Route53Resolver.${operation}`,
    },
    body,
  });
  try {
    const { host: _, ...headers } = signed.headers;
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, body: parsed(await response.text()) };
  } catch (error) {
    // No answer at all counts as one that may be better next time.
    const message = error instanceof Error ? error.message : String(error);
    return { status: 503, body: { __type: 'NetworkError', message } };
  }
}

function parsed(body: string): JsonObject {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : {};
  } catch {
    return { message: body.slice(0, 200) };
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
