import { sha256 } from '../../hash';
import { object } from '../../json';
import { fail, ok, type Result } from '../../result';
import { plainLine } from '../formats/neutral-text';

/** What a person asks of the function `approve`. */
export type Wish =
  | { readonly do: 'approve' | 'deny'; readonly approval: string; readonly reason: string }
  | {
      readonly do: 'request';
      readonly alert: string;
      readonly action: string;
      readonly target: string;
      readonly reason: string;
      /** RFC 3339; it also tells two requests of the same apart. */
      readonly expires: string;
    };

const MAX_REASON = 1_000;
const REQUEST = ['alert', 'action', 'target', 'reason', 'expires'] as const;

/** A wish out of the function's event, which may hold anything. */
export function parseWish(event: unknown): Result<Wish> {
  const { do: what, approval, reason, ...given } = object(event) ?? {};
  if (typeof reason !== 'string' || reason.trim() === '') {
    return fail('reason: say why, in words');
  }
  if (what === 'approve' || what === 'deny') {
    return typeof approval === 'string' && /^[0-9a-f]{32}$/.test(approval)
      ? ok({ do: what, approval, reason: plainLine(reason, MAX_REASON) })
      : fail('approval: give its id, the 32 digits of the message');
  }
  if (what !== 'request') {
    return fail(`do: expected approve, deny or request, got ${JSON.stringify(what)?.slice(0, 40)}`);
  }
  const texts = { ...given, reason };
  const missing = REQUEST.find((name) => typeof (texts as Record<string, unknown>)[name] !== 'string');
  if (missing !== undefined) {
    return fail(`${missing}: is required, as text`);
  }
  const { alert, action, target, expires } = given;
  return ok({
    do: 'request',
    alert: String(alert),
    action: String(action),
    target: String(target),
    reason,
    expires: String(expires),
  });
}

/** What a person signs to prove that this wish, of this platform and account, and no other is theirs. 64 hex digits. */
export function claimOf(wish: Wish, { platform, account }: { platform: string; account: string }): string {
  const entries = Object.entries(wish).sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(JSON.stringify(['kumomori wish', platform, account, entries]));
}
