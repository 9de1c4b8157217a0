import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type AddressPolicy, isAllowedAddress } from '../../alerts/send/check-address';
import { fail, ok, type Result } from '../../result';

/** An address that was checked and may be connected to. */
export interface CheckedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** All addresses of a name; throws when there is none. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

/** More answers than these are not tried. */
export const MAX_ADDRESSES = 4;

/** The machine's resolver, in its order. */
export async function resolveByDns(hostname: string): Promise<readonly string[]> {
  const found = await lookup(hostname, { all: true, verbatim: true });
  return found.map(({ address }) => address);
}

/**
 * The addresses of a host, asked for once and each of them checked: one that may not be connected to spoils them all,
 * since a name with a public and a private address is how a check is got around. The connection must go to one of
 * these and not ask again.
 */
export async function resolveHost(
  hostname: string,
  resolve: Resolve,
  policy: AddressPolicy,
): Promise<Result<readonly CheckedAddress[]>> {
  const addresses = isIP(hostname) === 0 ? await resolve(hostname) : [hostname];
  if (addresses.length === 0) {
    return fail(`${hostname} has no address`);
  }
  const bad = addresses.find((address) => !isAllowedAddress(address, policy));
  if (bad !== undefined) {
    return fail(`${hostname} resolves to ${bad}, which is not a public address; correct its DNS record`);
  }
  return ok(
    addresses.slice(0, MAX_ADDRESSES).map((address) => ({ address, family: isIP(address) === 6 ? 6 : 4 })),
  );
}
