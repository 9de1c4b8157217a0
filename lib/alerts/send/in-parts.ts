import type { Delivery, Notifier } from '../../ports/notifier';
import { thrown } from './thrown';

/**
 * A channel of several parts, by name, such as a topic for people and a bus for programs. Each gets every message; one
 * that took it is not sent it again because another did not. It is tried again while any part may still take it.
 */
export function inParts(parts: Readonly<Record<string, Notifier>>): Notifier {
  return {
    send: async (notification) => {
      const { delivered = [] } = notification;
      const due = Object.entries(parts).filter(([name]) => !delivered.includes(name));
      const ends = await Promise.all(
        due.map(async ([name, part]) => ({ name, ...(await part.send(notification).catch(thrown)) })),
      );
      const sent = ends.filter(({ outcome }) => outcome === 'sent').map(({ name }) => name);
      return together(ends, [...delivered, ...sent]);
    },
  };
}

function together(
  ends: readonly (Delivery & { readonly name: string })[],
  delivered: readonly string[],
): Delivery {
  const failed = ends.flatMap((end) => (end.outcome === 'sent' ? [] : [end]));
  if (failed.length === 0) {
    return { outcome: 'sent' };
  }
  const reason = failed.map((end) => `${end.name}: ${end.reason}`).join('; ');
  const again = failed.flatMap((end) => (end.outcome === 'retry' ? [end.afterSeconds ?? 0] : []));
  return again.length === 0
    ? { outcome: 'refuse', reason, delivered }
    : { outcome: 'retry', reason, delivered, afterSeconds: Math.max(...again) };
}
