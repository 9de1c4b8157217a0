import { loadConfig } from '../../../lib/config/load';
import { formatProblem } from '../../../lib/config/problem';
import { resolve } from '../../../lib/config/resolve';
import type { ResolvedPlatform } from '../../../lib/config/resolved';
import type { PlatformConfig } from '../../../lib/config/schema/platform';

/** The problems of a text as a person reads them; empty when it is valid. */
export function problemsOf(text: string): readonly string[] {
  const loaded = loadConfig(text, 'platform.yaml');
  return loaded.ok ? [] : loaded.problem.map(formatProblem);
}

/** The configuration in a text that is expected to be valid. */
export function valid(text: string): PlatformConfig {
  const loaded = loadConfig(text, 'platform.yaml');
  if (!loaded.ok) {
    throw new Error(loaded.problem.map(formatProblem).join('\n'));
  }
  return loaded.value;
}

export function resolved(text: string): ResolvedPlatform {
  return resolve(valid(text));
}

/** Four lines, so that a test's own text begins on line 5. */
export const HEAD = `version: 1
name: acme
lifecycle: trial
volume: startup
`;

export const GCP = `gcp:
  organization_id: '123456789012'
  project_id: acme-security
  home_location: asia-northeast1
`;

export const AZURE = `azure:
  tenant_id: 0a1b2c3d-0000-4000-8000-000000000001
  subscription_id: 0a1b2c3d-0000-4000-8000-000000000002
  management_group: acme
  home_location: japaneast
`;

export const AWS = `aws:
  home_region: ap-northeast-1
  accounts: [{ name: Security, id: '222222222222', role: security }]
`;

/** An organization: management, log archive and security accounts apart, two regions. */
export const AWS_ORGANIZATION = `residency: { allowed: { aws: [ap-northeast-1, us-east-1] } }
aws:
  organization_id: o-a1b2c3d4e5
  home_region: ap-northeast-1
  regions: [ap-northeast-1, us-east-1]
  organizational_units: [ou-ab12-3cd4ef56, ou-ab12-7gh8ij90]
  accounts:
    - { name: Management, id: '111111111111', role: management }
    - { name: Log archive, id: '666666666666', role: log_archive }
    - { name: Security, id: '222222222222', role: security }
    - { name: Prod, id: '333333333333' }
`;
