import type { _Object, ObjectVersion } from '@aws-sdk/client-s3';
import type { KeptObject } from '../../ports/archive';

/** S3's name of each class whose objects cannot be read at once. Glacier Instant Retrieval is none of them. */
const CLASSES: Readonly<Record<string, 'flexible' | 'deep'>> = { GLACIER: 'flexible', DEEP_ARCHIVE: 'deep' };

/**
 * Whether an object of a listing is archived, and whether there is a copy: the listing must ask for `RestoreStatus`.
 * The archive tiers of Intelligent-Tiering do not show in listings. Source: Amazon S3 API, RestoreStatus.
 */
export function archiveState({
  StorageClass,
  RestoreStatus,
}: Pick<_Object, 'RestoreStatus'> & Pick<_Object | ObjectVersion, 'StorageClass'>): Pick<
  KeptObject,
  'archived' | 'copy' | 'copyUntilMicros'
> {
  const archived = CLASSES[StorageClass ?? ''];
  if (archived === undefined) {
    return { copy: 'none' };
  }
  const { IsRestoreInProgress, RestoreExpiryDate } = RestoreStatus ?? {};
  if (IsRestoreInProgress) {
    return { archived, copy: 'coming' };
  }
  return RestoreExpiryDate === undefined
    ? { archived, copy: 'none' }
    : { archived, copy: 'there', copyUntilMicros: RestoreExpiryDate.getTime() * 1000 };
}
