import { classifyResponse } from '../../alerts/send/classify-response';
import type { HttpRequest } from '../../alerts/send/http-request';
import { redact } from '../../alerts/send/redact';
import type { Clock } from '../../ports/clock';
import type { Delivery } from '../../ports/notifier';
import { type AskOptions, createHttpAsk, LIMITS } from './ask';
import type { ExchangeLimits } from './exchange';
import { MAX_ADDRESSES } from './resolve-host';

export interface HttpSenderOptions extends AskOptions {
  readonly clock: Clock;
}

/** Sends a request that is ready to go. Never throws; a reason has no secret in it. */
export type HttpSender = (request: HttpRequest) => Promise<Delivery>;

/**
 * Seconds that no send outlives: the name's resolution, every address but the last in vain, the exchange with the last.
 * A message is leased for longer, or another worker would send it meanwhile.
 */
export function longestSendSeconds(limits: Partial<ExchangeLimits> = {}): number {
  const { connectMillis, totalMillis } = { ...LIMITS, ...limits };
  return Math.ceil((2 * totalMillis + (MAX_ADDRESSES - 1) * connectMillis + connectMillis) / 1000);
}

/**
 * The sender for channels on the internet. What may be right tomorrow is tried again, since whoever can disturb the DNS
 * or the network must not be able to destroy an alert.
 */
export function createHttpSender({ clock, ...options }: HttpSenderOptions): HttpSender {
  const ask = createHttpAsk(options);
  return async (request) => {
    const asked = await ask(request);
    if (asked.kind === 'unanswered') {
      return { outcome: asked.forGood ? 'refuse' : 'retry', reason: asked.reason };
    }
    const delivery = classifyResponse(asked.answer, clock.nowMicros());
    return delivery.outcome === 'sent'
      ? delivery
      : { ...delivery, reason: redact(delivery.reason, request.secrets) };
  };
}
