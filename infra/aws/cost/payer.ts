import type { ResolvedAws } from '../../../lib/config/resolved';

/** The account that pays: what is billed, budgeted and watched is there. */
export function payerOf({ managementAccount, securityAccount }: ResolvedAws): string {
  return managementAccount ?? securityAccount;
}
