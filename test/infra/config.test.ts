import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemsOf, resolved } from '../lib/config/support';

const example = (name: string) => readFileSync(join(__dirname, '../../infra/config', name), 'utf8');

describe('the example configurations', () => {
  it('load: platform.yaml with every cloud, and the accounts of an organization', () => {
    const platform = resolved(example('platform.yaml'));

    expect(platform.aws?.accounts.map(({ name }) => name)).toEqual([
      'Management',
      'Security',
      'Prod',
      'Staging',
      'Dev',
    ]);
    expect(platform.azure?.managementGroup).toBe('acme-workloads');
    expect(platform.gcp?.organizationId).toBe('123456789012');
    expect(platform.sources.every(({ enabled }) => enabled)).toBe(true);
  });

  it('load with their commented settings switched on', () => {
    const text = example('platform.yaml').replace(/^(\s*)# (?!yaml-)(\s*(?:- )?[A-Za-z_-]+:)/gm, '$1$2');

    expect(problemsOf(text)).toEqual([]);
    expect(resolved(text).privacy.overrides).toHaveLength(2);
  });

  it('load: aws-only.yaml, in at most 15 lines', () => {
    const text = example('aws-only.yaml');

    const { aws, azure, gcp } = resolved(text);

    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(15);
    expect([aws !== undefined, azure, gcp]).toEqual([true, undefined, undefined]);
  });
});
