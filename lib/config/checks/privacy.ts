import type { Finding } from '../problem';
import type { PlatformConfig } from '../schema/platform';
import type { Check } from './check';

type Treatments = Partial<Pick<PlatformConfig['privacy'], 'free_text' | 'identities' | 'addresses'>>;

/** Tokens have a key, and every override says what it is for and what it changes. */
export const checkPrivacy: Check = ({ privacy }) => {
  if (privacy === undefined) {
    return [];
  }
  const findings: Finding[] = [];
  const tokenized = [privacy, ...privacy.overrides].some((policy) => treatments(policy).includes('tokenize'));
  if (tokenized && privacy.token_key === undefined) {
    findings.push({
      path: ['privacy', 'token_key'],
      message: 'is required where anything is tokenized: name the secret that holds the key',
    });
  }
  privacy.previous_token_keys.forEach((name, index, names) => {
    if (name === privacy.token_key || names.indexOf(name) !== index || privacy.token_key === undefined) {
      findings.push({
        path: ['privacy', 'previous_token_keys', index],
        message: `${name} is no key before privacy.token_key: name each earlier key once, and the present one there`,
      });
    }
  });
  privacy.overrides.forEach((override, index) => {
    const path = ['privacy', 'overrides', index];
    if (override.source === undefined && override.class === undefined) {
      findings.push({
        path,
        message: 'fits every event: give a source or a class, or change the policy above',
      });
    }
    if (treatments(override).length === 0) {
      findings.push({ path, message: 'changes nothing: give free_text, identities or addresses' });
    }
  });
  return findings;
};

function treatments({ free_text, identities, addresses }: Treatments): string[] {
  return [free_text, identities, addresses].filter((treatment) => treatment !== undefined);
}
