import { policyFor } from '../../../lib/config/privacy-policy';
import { GCP, HEAD, resolved } from './support';

const PRIVACY = `privacy:
  identities: keep
  token_key: kumomori/token-key
  overrides:
    - { class: authentication, identities: tokenize }
    - { source: gcp-audit, addresses: mask }
    - { source: gcp-audit, class: 3002, identities: mask, free_text: tokenize }
`;

describe('policyFor', () => {
  const policy = policyFor(resolved(HEAD + GCP + PRIVACY).privacy);

  it.each([
    ['aws-cloudtrail', 6003, { free_text: 'mask', identities: 'keep', addresses: 'keep' }],
    ['aws-cloudtrail', 3002, { free_text: 'mask', identities: 'tokenize', addresses: 'keep' }],
    ['gcp-audit', 6003, { free_text: 'mask', identities: 'keep', addresses: 'mask' }],
    ['gcp-audit', 3002, { free_text: 'tokenize', identities: 'mask', addresses: 'mask' }],
  ])('decides by source and class, the last override winning: %s %i', (source, classUid, expected) => {
    expect(policy(source, classUid)).toEqual(expected);
  });

  it('works a policy out once', () => {
    expect(policy('gcp-audit', 3002)).toBe(policy('gcp-audit', 3002));
  });

  it('names OCSF classes by uid', () => {
    expect(resolved(HEAD + GCP + PRIVACY).privacy.overrides[0]).toEqual({
      classUid: 3002,
      identities: 'tokenize',
    });
  });
});
