import { platformOf, removeOutputs, terraformResources } from './support';

afterAll(removeOutputs);

describe('the Azure raw store', () => {
  const production = terraformResources(platformOf('production'), 'azure');
  const trial = terraformResources(platformOf('trial'), 'azure');

  it.each([
    ['production', production],
    ['trial', trial],
  ])(
    'is a flat, versioned account behind TLS 1.2, without keys, public blobs or copies elsewhere, in %s',
    (_, resources) => {
      expect(resources.azurerm_storage_account).toEqual([
        expect.objectContaining({
          location: 'japaneast',
          is_hns_enabled: false,
          blob_properties: { versioning_enabled: true },
          min_tls_version: 'TLS1_2',
          https_traffic_only_enabled: true,
          allow_nested_items_to_be_public: false,
          shared_access_key_enabled: false,
          cross_tenant_replication_enabled: false,
          infrastructure_encryption_enabled: true,
          account_replication_type: 'LRS',
        }),
      ]);
    },
  );

  it('moves through the four tiers', () => {
    expect(production.azurerm_storage_management_policy).toEqual([
      expect.objectContaining({
        rule: [
          expect.objectContaining({
            enabled: true,
            filters: { blob_types: ['blockBlob'], prefix_match: ['raw/'] },
            actions: {
              base_blob: {
                tier_to_cool_after_days_since_modification_greater_than: 30,
                tier_to_cold_after_days_since_modification_greater_than: 365,
                tier_to_archive_after_days_since_modification_greater_than: 2555,
              },
              version: { delete_after_days_since_creation: 2555 },
            },
          }),
        ],
      }),
    ]);
  });

  it('ends where the configuration ends it, without an archive nobody asked for', () => {
    const { azurerm_storage_management_policy: policies } = terraformResources(
      platformOf('trial', 'retention: { cold_days: 500, total_days: 500 }'),
      'azure',
    );

    const text = JSON.stringify(policies);

    expect(text).toContain('"delete_after_days_since_modification_greater_than":500');
    expect(text).not.toContain('archive');
  });

  it('is locked in production for as long as the cold tier lasts', () => {
    expect(production.azurerm_storage_container_immutability_policy).toEqual([
      expect.objectContaining({ immutability_period_in_days: 2555, locked: true }),
    ]);
    expect(production.azurerm_storage_account).toEqual([
      expect.objectContaining({ lifecycle: { prevent_destroy: true } }),
    ]);
  });

  it('is unlocked and destroyable in a trial', () => {
    expect(trial.azurerm_storage_container_immutability_policy).toBeUndefined();
    expect(trial.azurerm_storage_account).toEqual([
      expect.objectContaining({ lifecycle: { prevent_destroy: false } }),
    ]);
  });

  it.each(['a', 'kumomori', 'a-name-of-20-letters'])('has an account name Azure accepts: %s', (name) => {
    const { azurerm_storage_account: accounts } = terraformResources(
      { ...platformOf('trial'), name },
      'azure',
    );

    expect(accounts?.[0]?.name).toMatch(/^[a-z0-9]{3,24}$/);
  });
});
