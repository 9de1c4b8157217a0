import type { AddressPolicy } from '../../alerts/send/check-address';
import { type AllowedHost, checkUrl } from '../../alerts/send/check-url';
import { classifyResponse } from '../../alerts/send/classify-response';
import { badHeader, type HttpRequest } from '../../alerts/send/http-request';
import { redact } from '../../alerts/send/redact';
import type { Clock } from '../../ports/clock';
import type { Delivery } from '../../ports/notifier';
import { type Exchange, type ExchangeLimits, exchange } from './exchange';
import { type CheckedAddress, MAX_ADDRESSES, type Resolve, resolveByDns, resolveHost } from './resolve-host';

export interface HttpSenderOptions {
  readonly allowedHosts: readonly AllowedHost[];
  readonly clock: Clock;
  /** @default the machine's resolver */
  readonly resolve?: Resolve;
  /** @default public addresses only */
  readonly addresses?: AddressPolicy;
  /** @default 3 s to connect, 10 s for an exchange, 16 KB of body */
  readonly limits?: Partial<ExchangeLimits>;
  /** Certificate authorities trusted in place of the well-known ones, PEM. */
  readonly ca?: string;
}

/** Sends a request that is ready to go. Never throws; a reason has no secret in it. */
export type HttpSender = (request: HttpRequest) => Promise<Delivery>;

const LIMITS: ExchangeLimits = { connectMillis: 3_000, totalMillis: 10_000, bodyBytes: 16_384 };

/**
 * Seconds that no send outlives: the name's resolution, every address but the last in vain, the exchange with the last.
 * A message is leased for longer, or another worker would send it meanwhile.
 */
export function longestSendSeconds(limits: Partial<ExchangeLimits> = {}): number {
  const { connectMillis, totalMillis } = { ...LIMITS, ...limits };
  return Math.ceil((2 * totalMillis + (MAX_ADDRESSES - 1) * connectMillis + connectMillis) / 1000);
}

/**
 * The sender for channels on the internet. An address that is wrong by its text is refused for good; one that the DNS,
 * the network or a certificate makes wrong today is tried again, since whoever can disturb those must not be able to
 * destroy an alert.
 */
export function createHttpSender(options: HttpSenderOptions): HttpSender {
  return async (request) => {
    const delivery = await send(request, options);
    return delivery.outcome === 'sent'
      ? delivery
      : { ...delivery, reason: redact(delivery.reason, request.secrets) };
  };
}

async function send(request: HttpRequest, options: HttpSenderOptions): Promise<Delivery> {
  const revealed = request.reveal();
  const endpoint = checkUrl(revealed.url, options.allowedHosts);
  const bad = badHeader(revealed.headers);
  if (!endpoint.ok || bad !== undefined) {
    return { outcome: 'refuse', reason: endpoint.ok ? (bad ?? '') : endpoint.problem };
  }
  const { hostname } = endpoint.value;
  const limits = { ...LIMITS, ...options.limits };
  const addresses = await resolved(hostname, options, limits);
  if (typeof addresses === 'string') {
    return { outcome: 'retry', reason: addresses };
  }
  const done = await firstConnected(addresses, (address) =>
    exchange(endpoint.value, revealed, address, limits, options.ca),
  );
  return deliveryOf(done, hostname, request, options.clock);
}

/** The checked addresses, or why there are none. */
async function resolved(
  hostname: string,
  { resolve = resolveByDns, addresses = {} }: HttpSenderOptions,
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

function deliveryOf(done: Exchange, hostname: string, { secrets }: HttpRequest, clock: Clock): Delivery {
  switch (done.kind) {
    case 'answered': {
      // Before it is cut: half a secret at the end would no longer be known for one.
      const body = redact(done.answer.body, secrets);
      return classifyResponse({ ...done.answer, body }, clock.nowMicros());
    }
    case 'unconnected':
      return { outcome: 'retry', reason: `no secure connection with ${hostname}: ${done.code}` };
    case 'broken':
      return {
        outcome: 'retry',
        reason: `${hostname} gave no answer: ${done.code}; it may have the message`,
      };
  }
}
