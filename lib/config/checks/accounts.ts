import { type Finding, show } from '../problem';
import type { AwsConfig } from '../schema/platform';
import type { Check } from './check';

type Role = AwsConfig['accounts'][number]['role'];

/** Every account once, and the roles the platform needs each held by one. */
export const checkAccounts: Check = ({ aws }) =>
  aws ? [...checkRoles(aws), ...checkRepeats(aws), ...checkOrganization(aws)] : [];

function checkRoles(aws: AwsConfig): Finding[] {
  const findings: Finding[] = [];
  for (const role of ['management', 'log_archive', 'security'] as const) {
    const holders = holdersOf(aws, role);
    for (const index of holders.slice(1)) {
      findings.push({
        path: ['aws', 'accounts', index, 'role'],
        message: `repeats "${role}", which account ${holders[0]} has: one account holds it`,
      });
    }
  }
  if (holdersOf(aws, 'security').length === 0) {
    findings.push({
      path: ['aws', 'accounts'],
      message: 'has no account with role: security: name the one the platform runs in',
    });
  }
  return findings;
}

function checkOrganization(aws: AwsConfig): Finding[] {
  const findings: Finding[] = [];
  if (aws.organization_id !== undefined && holdersOf(aws, 'management').length === 0) {
    findings.push({
      path: ['aws', 'accounts'],
      message: 'has no account with role: management: name the one that owns the organization',
    });
  }
  if (aws.organization_id === undefined && aws.organizational_units.length > 0) {
    findings.push({ path: ['aws', 'organizational_units'], message: 'needs aws.organization_id: add it' });
  }
  return findings;
}

function checkRepeats(aws: AwsConfig): Finding[] {
  const findings: Finding[] = [];
  for (const key of ['id', 'name'] as const) {
    const first = new Map<string, number>();
    aws.accounts.forEach((account, index) => {
      const before = first.get(account[key]);
      if (before === undefined) {
        first.set(account[key], index);
      } else {
        findings.push({
          path: ['aws', 'accounts', index, key],
          message: `repeats ${show(account[key])} of aws.accounts[${before}]: list an account once`,
        });
      }
    });
  }
  return findings;
}

function holdersOf(aws: AwsConfig, role: Role): number[] {
  return aws.accounts.flatMap((account, index) => (account.role === role ? [index] : []));
}
