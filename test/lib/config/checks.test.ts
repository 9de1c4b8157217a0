import { AWS, AZURE, GCP, HEAD, problemsOf } from './support';

const ACCOUNTS = (...accounts: string[]) =>
  `aws:\n  home_region: eu-west-1\n  accounts:\n${accounts.map((account) => `    - ${account}\n`).join('')}`;
const SECURITY = "{ name: Security, id: '222222222222', role: security }";

/** Every message of every check: text after the four lines of HEAD, and the problems it has. */
const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'no cloud',
    '',
    ['platform.yaml:1: no cloud is configured: add an aws, azure or gcp block (examples: infra/config)'],
  ],
  [
    'a source without its cloud',
    `${GCP}sources:\n  azure-activity: { enabled: true }\n`,
    ['platform.yaml:10: sources.azure-activity.enabled needs the azure block: add it, or take this line out'],
  ],
  [
    'tiers out of order',
    `${GCP}retention:\n  hot_days: 40\n  warm_days: 40\n  cold_days: 20\n  total_days: 10\n`,
    [
      'platform.yaml:11: retention.warm_days must exceed hot_days (40), got 40',
      'platform.yaml:12: retention.cold_days must exceed warm_days (40), got 20',
      'platform.yaml:13: retention.total_days must be at least cold_days (20), got 10',
    ],
  ],
  [
    'a tier that ends before the default of the one before it',
    `${GCP}retention: { warm_days: 7 }\n`,
    ['platform.yaml:9: retention.warm_days must exceed hot_days (30), got 7'],
  ],
  [
    'tiers that S3 does not offer',
    `${AWS}retention: { hot_days: 10, warm_days: 20 }\n`,
    [
      'platform.yaml:8: retention.warm_days must be at least 30 more than hot_days (10) for S3, got 20',
      'platform.yaml:8: retention.hot_days must be at least 30 for S3, got 10',
    ],
  ],
  [
    'a home that is none of the regions',
    `aws:\n  home_region: eu-west-1\n  regions: [eu-west-2, eu-west-2]\n  accounts: [${SECURITY}]\n`,
    [
      'platform.yaml:6: aws.home_region must be one of aws.regions (eu-west-2, eu-west-2), got "eu-west-1"',
      'platform.yaml:7: aws.regions[1] repeats "eu-west-2": take one out',
    ],
  ],
  [
    'regions outside residency',
    `${GCP}  locations:\n    - asia-northeast1\n    - us-central1\nresidency: { allowed: { gcp: [asia-northeast1], azure: [eastus] } }\n${AZURE}`,
    [
      'platform.yaml:11: gcp.locations[1] is outside residency.allowed.gcp (asia-northeast1), got "us-central1": allow it there, or take it out here',
      'platform.yaml:17: azure.home_location is outside residency.allowed.azure (eastus), got "japaneast": allow it there, or take it out here',
    ],
  ],
  [
    'no security account',
    ACCOUNTS("{ name: Prod, id: '333333333333' }"),
    ['platform.yaml:7: aws.accounts has no account with role: security: name the one the platform runs in'],
  ],
  [
    'a role held twice',
    ACCOUNTS(SECURITY, "{ name: Two, id: '333333333333', role: security }"),
    ['platform.yaml:9: aws.accounts[1].role repeats "security", which account 0 has: one account holds it'],
  ],
  [
    'an account listed twice',
    ACCOUNTS(SECURITY, "{ name: Security, id: '222222222222' }"),
    [
      'platform.yaml:9: aws.accounts[1].id repeats "222222222222" of aws.accounts[0]: list an account once',
      'platform.yaml:9: aws.accounts[1].name repeats "Security" of aws.accounts[0]: list an account once',
    ],
  ],
  [
    'an organization nobody owns',
    `${ACCOUNTS(SECURITY)}  organization_id: o-a1b2c3d4e5\n`,
    [
      'platform.yaml:7: aws.accounts has no account with role: management: name the one that owns the organization',
    ],
  ],
  [
    'units without their organization',
    `${ACCOUNTS(SECURITY)}  organizational_units: [ou-ab12-3cd4ef56]\n`,
    ['platform.yaml:9: aws.organizational_units needs aws.organization_id: add it'],
  ],
  [
    'tokens without a key',
    `${GCP}privacy:\n  overrides: [{ class: 3002, addresses: tokenize }]\n`,
    [
      'platform.yaml:9: privacy.token_key is required where anything is tokenized: name the secret that holds the key',
    ],
  ],
  [
    'keys before the present one that are not',
    `${GCP}privacy:\n  token_key: new\n  previous_token_keys: [old, new, old]\n`,
    [
      'platform.yaml:11: privacy.previous_token_keys[1] new is no key before privacy.token_key: name each earlier key once, and the present one there',
      'platform.yaml:11: privacy.previous_token_keys[2] old is no key before privacy.token_key: name each earlier key once, and the present one there',
    ],
  ],
  [
    'overrides without effect or aim',
    `${GCP}privacy:\n  overrides:\n    - { source: gcp-audit }\n    - { identities: mask }\n`,
    [
      'platform.yaml:11: privacy.overrides[0] changes nothing: give free_text, identities or addresses',
      'platform.yaml:12: privacy.overrides[1] fits every event: give a source or a class, or change the policy above',
    ],
  ],
];

describe('checks across sections', () => {
  it.each(CASES)('name %s', (_, text, problems) => {
    expect(problemsOf(HEAD + text)).toEqual(problems);
  });

  it.each([
    ['AWS alone', AWS],
    ['Azure alone', AZURE],
    ['Google Cloud alone', GCP],
    ['all three', AWS + AZURE + GCP],
    [
      'tiers S3 does not offer, without S3',
      `${GCP}retention: { hot_days: 1, warm_days: 2, cold_days: 3, total_days: 3 }\n`,
    ],
    [
      'residency that lists more than is used',
      `${GCP}residency: { allowed: { gcp: [asia-northeast1, asia-northeast2], aws: [eu-west-1] } }\n`,
    ],
    ['tokens with a key', `${GCP}privacy: { identities: tokenize, token_key: kumomori/token-key }\n`],
  ])('let pass: %s', (_, text) => {
    expect(problemsOf(HEAD + text)).toEqual([]);
  });

  it('conclude nothing from a section that is wrong in itself', () => {
    const text = `${HEAD}gcp: { project_id: x }\nsources:\n  gcp-audit: { enabled: true }\n`;

    expect(problemsOf(text).every((problem) => problem.includes(' gcp.'))).toBe(true);
  });
});
