import type { StorageManagementPolicyRule } from '@cdktf/provider-azurerm/lib/storage-management-policy';
import type { ResolvedRetention } from '../../../lib/config/resolved';

/** The four tiers as access tiers, by age. Raw blobs are written once, so their modification is their creation. */
export function rawLifecycle(retention: ResolvedRetention, prefix: string): StorageManagementPolicyRule[] {
  const { hotDays, warmDays, coldDays, archive, totalDays } = retention;
  return [
    {
      name: 'tiers',
      enabled: true,
      filters: { blobTypes: ['blockBlob'], prefixMatch: [prefix] },
      actions: {
        baseBlob: {
          tierToCoolAfterDaysSinceModificationGreaterThan: hotDays,
          tierToColdAfterDaysSinceModificationGreaterThan: warmDays,
          ...(archive ? { tierToArchiveAfterDaysSinceModificationGreaterThan: coldDays } : {}),
          ...(totalDays === undefined ? {} : { deleteAfterDaysSinceModificationGreaterThan: totalDays }),
        },
        // An older version exists only where someone overwrote or deleted a blob.
        version: { deleteAfterDaysSinceCreation: coldDays },
      },
    },
  ];
}
