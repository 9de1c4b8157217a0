import type { AddressPolicy } from '../../alerts/send/check-address';
import { type AllowedHost, checkUrl } from '../../alerts/send/check-url';
import type { HttpAnswer } from '../../alerts/send/classify-response';
import { badHeader, type HttpRequest } from '../../alerts/send/http-request';
import { redact } from '../../alerts/send/redact';
import { type Exchange, type ExchangeLimits, exchange } from './exchange';
import { type CheckedAddress, type Resolve, resolveByDns, resolveHost } from './resolve-host';

export interface AskOptions {
  readonly allowedHosts: readonly AllowedHost[];
  /** @default the machine's resolver */
  readonly resolve?: Resolve;
  /** @default public addresses only */
  readonly addresses?: AddressPolicy;
  /** @default 3 s to connect, 10 s for an exchange, 16 KB of body */
  readonly limits?: Partial<ExchangeLimits>;
  /** Certificate authorities trusted in place of the well-known ones, PEM. */
  readonly ca?: string;
}

/**
 * What became of a request: the receiver's answer, as it came but for the secrets that were sent; or why there is none,
 * and whether that is so for good.
 */
export type Asked =
  | { readonly kind: 'answered'; readonly answer: HttpAnswer }
  | { readonly kind: 'unanswered'; readonly reason: string; readonly forGood: boolean };

/** Sends a request that is ready to go. Never throws; nothing of its secrets is in what it returns. */
export type HttpAsk = (request: HttpRequest) => Promise<Asked>;

export const LIMITS: ExchangeLimits = { connectMillis: 3_000, totalMillis: 10_000, bodyBytes: 16_384 };

/**
 * Asks receivers on the internet: HTTPS, hosts that are allowed, public addresses that were checked. An address that is
 * wrong by its text is so for good; one that the DNS, the network or a certificate makes wrong may be right tomorrow.
 */
export function createHttpAsk(options: AskOptions): HttpAsk {
  return async (request) => withoutSecrets(await ask(request, options), request);
}

async function ask(request: HttpRequest, options: AskOptions): Promise<Asked> {
  const revealed = request.reveal();
  const endpoint = checkUrl(revealed.url, options.allowedHosts);
  const bad = badHeader(revealed.headers);
  if (!endpoint.ok || bad !== undefined) {
    return { kind: 'unanswered', reason: endpoint.ok ? (bad ?? '') : endpoint.problem, forGood: true };
  }
  const { hostname } = endpoint.value;
  const limits = { ...LIMITS, ...options.limits };
  const addresses = await resolved(hostname, options, limits);
  if (typeof addresses === 'string') {
    return { kind: 'unanswered', reason: addresses, forGood: false };
  }
  const done = await firstConnected(addresses, (address) =>
    exchange(endpoint.value, revealed, address, limits, options.ca),
  );
  return askedOf(done, hostname);
}

/** The checked addresses, or why there are none. */
async function resolved(
  hostname: string,
  { resolve = resolveByDns, addresses = {} }: AskOptions,
  { totalMillis }: ExchangeLimits,
): Promise<readonly CheckedAddress[] | string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((settle) => {
    timer = setTimeout(() => settle(`${hostname} was not resolved in ${totalMillis} ms`), totalMillis);
  });
  const found = resolveHost(hostname, resolve, addresses).then(
    (result) => (result.ok ? result.value : result.problem),
    () => `${hostname} does not resolve; check the name and the network's DNS`,
  );
  const first = await Promise.race([found, late]);
  clearTimeout(timer);
  return first;
}

/** The next address is tried only while nothing was sent, so that no message is sent twice. */
async function firstConnected(
  addresses: readonly CheckedAddress[],
  attempt: (address: CheckedAddress) => Promise<Exchange>,
): Promise<Exchange> {
  let last: Exchange = { kind: 'unconnected', code: 'ENOTFOUND' };
  for (const address of addresses) {
    last = await attempt(address);
    if (last.kind !== 'unconnected') {
      return last;
    }
  }
  return last;
}

function askedOf(done: Exchange, hostname: string): Asked {
  switch (done.kind) {
    case 'answered':
      return done;
    case 'unconnected': {
      const reason = `no secure connection with ${hostname}: ${done.code}`;
      return { kind: 'unanswered', reason, forGood: false };
    }
    case 'broken': {
      const reason = `${hostname} gave no answer: ${done.code}; it may have the message`;
      return { kind: 'unanswered', reason, forGood: false };
    }
  }
}

/** Before anything is cut from it: half a secret at the end would no longer be known for one. */
function withoutSecrets(asked: Asked, { secrets }: HttpRequest): Asked {
  return asked.kind === 'answered'
    ? { kind: 'answered', answer: { ...asked.answer, body: redact(asked.answer.body, secrets) } }
    : { ...asked, reason: redact(asked.reason, secrets) };
}
