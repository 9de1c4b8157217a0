import { BILLING_REGION, hasBilling } from '../../../lib/config/resolve-cost';
import type { ResolvedAws, ResolvedPlatform } from '../../../lib/config/resolved';

/** One thing to do on the way to the first event. */
export interface Step {
  readonly title: string;
  /** Whose credentials it takes. @default any of the platform's accounts */
  readonly as?: string;
  /** Why, or what to know, in a line. */
  readonly note?: string;
  readonly commands: readonly string[];
  /** Command that shows it is done, and what it then says. */
  readonly verify: string;
}

/** What the plan is made from: the configuration alone. */
export interface PlanContext {
  readonly platform: ResolvedPlatform;
  readonly aws: ResolvedAws;
  /** As it is given to commands. */
  readonly configFile: string;
}

/** An account of the platform, and the regions it has stacks in. */
export interface PlatformAccount {
  readonly role: 'management' | 'log archive' | 'security';
  readonly id: string;
  readonly regions: readonly string[];
}

/** The accounts that stacks go to; log archive and security may be one. */
export function accountsOf({ platform, aws }: PlanContext): readonly PlatformAccount[] {
  const { organizationId, managementAccount, logArchiveAccount, securityAccount, regions, homeRegion } = aws;
  const everywhere = [...new Set([homeRegion, ...regions])];
  // Budgets and the export of the bill are made there, in the account that pays.
  const billed = hasBilling(platform.cost) ? [...new Set([...everywhere, BILLING_REGION])] : everywhere;
  const management =
    organizationId === undefined || managementAccount === undefined
      ? []
      : [{ role: 'management', id: managementAccount, regions: billed } as const];
  const archive =
    logArchiveAccount === securityAccount
      ? []
      : [{ role: 'log archive', id: logArchiveAccount, regions: everywhere } as const];
  const security = management.length === 0 ? billed : everywhere;
  return [...management, ...archive, { role: 'security', id: securityAccount, regions: security }];
}

export function nameOf({ role, id }: PlatformAccount): string {
  return `${role} account ${id}`;
}
