import { platformOf, removeOutputs, terraformResources } from './support';

afterAll(removeOutputs);

describe('the Google Cloud raw store', () => {
  const production = terraformResources(platformOf('production'), 'gcp');
  const trial = terraformResources(platformOf('trial'), 'gcp');

  it.each([
    ['production', production],
    ['trial', trial],
  ])('is a bucket without ACLs or public access, under a key of its own, in %s', (_, resources) => {
    expect(resources.google_storage_bucket).toEqual([
      expect.objectContaining({
        name: 'acme-raw-acme-security',
        location: 'asia-northeast1',
        uniform_bucket_level_access: true,
        public_access_prevention: 'enforced',
        encryption: { default_kms_key_name: expect.stringMatching(/^\$\{google_kms_crypto_key\..*\.id\}$/) },
      }),
    ]);
    expect(resources.google_kms_crypto_key).toEqual([
      expect.objectContaining({ rotation_period: '7776000s' }),
    ]);
  });

  it('uses its key only after Cloud Storage may', () => {
    expect(production.google_kms_crypto_key_iam_member).toEqual([
      expect.objectContaining({ role: 'roles/cloudkms.cryptoKeyEncrypterDecrypter' }),
    ]);
    expect(production.google_storage_bucket).toEqual([
      expect.objectContaining({ depends_on: [expect.stringMatching(/^google_kms_crypto_key_iam_member\./)] }),
    ]);
  });

  it('moves through the four tiers', () => {
    expect(rulesOf(production)).toEqual([
      ['NEARLINE', 30],
      ['COLDLINE', 365],
      ['ARCHIVE', 2555],
      ['AbortIncompleteMultipartUpload', 7],
    ]);
  });

  it('ends where the configuration ends it, without an archive nobody asked for', () => {
    const resources = terraformResources(
      platformOf('trial', 'retention: { cold_days: 500, total_days: 500 }'),
      'gcp',
    );

    expect(rulesOf(resources)).toEqual([
      ['NEARLINE', 30],
      ['COLDLINE', 365],
      ['Delete', 500],
      ['AbortIncompleteMultipartUpload', 7],
    ]);
  });

  it('is locked in production for as long as the cold tier lasts, and so without versions', () => {
    const [bucket] = production.google_storage_bucket ?? [];

    expect(bucket).toMatchObject({
      retention_policy: { is_locked: true, retention_period: 2555 * 86_400 },
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(bucket).not.toHaveProperty('versioning');
  });

  it('is unlocked and destroyable in a trial', () => {
    const [bucket] = trial.google_storage_bucket ?? [];

    expect(bucket).toMatchObject({ force_destroy: true, lifecycle: { prevent_destroy: false } });
    expect(bucket).not.toHaveProperty('retention_policy');
  });
});

interface Rule {
  readonly action: { readonly type: string; readonly storage_class?: string };
  readonly condition: { readonly age: number };
}

function rulesOf(resources: ReturnType<typeof terraformResources>): [string, number][] {
  const rules = (resources.google_storage_bucket?.[0]?.lifecycle_rule ?? []) as Rule[];
  return rules.map(({ action, condition }) => [action.storage_class ?? action.type, condition.age]);
}
