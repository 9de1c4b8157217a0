import { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account';
import { StorageContainer } from '@cdktf/provider-azurerm/lib/storage-container';
import { StorageContainerImmutabilityPolicy } from '@cdktf/provider-azurerm/lib/storage-container-immutability-policy';
import { StorageManagementPolicy } from '@cdktf/provider-azurerm/lib/storage-management-policy';
import { Construct } from 'constructs';
import type { ResolvedAzure, ResolvedPlatform } from '../../../lib/config/resolved';
import { storageAccountName } from '../../policy/names';
import { tagsFor } from '../../policy/tags';
import { rawLifecycle } from './raw-lifecycle';

export interface RawContainerProps {
  readonly platform: ResolvedPlatform;
  readonly azure: ResolvedAzure;
  readonly resourceGroupName: string;
}

const CONTAINER = 'raw';

/**
 * The raw container and its account: flat blobs, for a hierarchical namespace keeps no versions. In production the
 * container is locked: nobody deletes or overwrites a blob before the cold tier ends.
 */
export class RawContainer extends Construct {
  readonly account: StorageAccount;
  readonly container: StorageContainer;

  constructor(scope: Construct, id: string, { platform, azure, resourceGroupName }: RawContainerProps) {
    super(scope, id);
    const { retention } = platform;
    const lifecycle = { preventDestroy: platform.lifecycle === 'production' };
    this.account = new StorageAccount(this, 'account', {
      name: storageAccountName(platform, azure, 'raw'),
      resourceGroupName,
      location: azure.homeLocation,
      accountKind: 'StorageV2',
      accountTier: 'Standard',
      // Geo-redundancy would copy to a region no one chose, and zone-redundant accounts have no archive tier.
      accountReplicationType: 'LRS',
      isHnsEnabled: false,
      minTlsVersion: 'TLS1_2',
      httpsTrafficOnlyEnabled: true,
      allowNestedItemsToBePublic: false,
      sharedAccessKeyEnabled: false,
      defaultToOauthAuthentication: true,
      crossTenantReplicationEnabled: false,
      infrastructureEncryptionEnabled: true,
      blobProperties: { versioningEnabled: true },
      tags: tagsFor(platform, 'raw'),
      lifecycle,
    });
    this.container = new StorageContainer(this, 'container', {
      name: CONTAINER,
      storageAccountId: this.account.id,
      containerAccessType: 'private',
      lifecycle,
    });
    new StorageManagementPolicy(this, 'tiers', {
      storageAccountId: this.account.id,
      rule: rawLifecycle(retention, `${CONTAINER}/`),
    });
    if (retention.lockDays > 0) {
      new StorageContainerImmutabilityPolicy(this, 'lock', {
        storageContainerResourceManagerId: this.container.id,
        immutabilityPeriodInDays: retention.lockDays,
        locked: true,
      });
    }
  }
}
