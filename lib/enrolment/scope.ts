import { object, text } from '../json';

/** What an event asks for: everything, or the one place where something changed. */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'region'; readonly account: string; readonly region: string };

/** Sources whose changes concern the region they happened in; those of others the whole organization. */
const REGIONAL = new Set(['aws.ec2', 'aws.route53resolver']);

/** Whether a schedule or an event woke the function, and what for. Anything unknown means everything. */
export function scopeOf(event: unknown): Scope {
  const source = text(object(event)?.source);
  const account = text(object(event)?.account);
  const region = text(object(event)?.region);
  return source !== undefined && REGIONAL.has(source) && account !== undefined && region !== undefined
    ? { kind: 'region', account, region }
    : { kind: 'all' };
}
