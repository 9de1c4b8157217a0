import type { Delivery } from '../../ports/notifier';

/** What an exception of a notifier means: it is not known whether the message went out, so it will go again. */
export function thrown(error: unknown): Extract<Delivery, { readonly outcome: 'retry' }> {
  return { outcome: 'retry', reason: error instanceof Error ? error.message : String(error) };
}
