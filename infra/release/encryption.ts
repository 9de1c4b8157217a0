import { isObject, type JsonObject, type JsonValue, list } from '../../lib/json';
import { at, spelled } from '../policy/template';

/** What a store is encrypted with: a key of its owner, a key of the service, or nothing said. */
type Encryption =
  | { readonly by: 'own key'; readonly key: string }
  | { readonly by: 'service' }
  | { readonly by: 'nothing' };

const STRENGTH = { nothing: 0, service: 1, 'own key': 2 } as const;

/** Tells when a store would be encrypted with less than before, or with another key: what it holds stays under the old one. */
export function encryptionWeakened(before: JsonObject, now: JsonObject): readonly string[] {
  const [old, present] = [encryptionOf(before), encryptionOf(now)];
  const sameKey = old.by !== 'own key' || (present.by === 'own key' && present.key === old.key);
  return STRENGTH[present.by] < STRENGTH[old.by] || !sameKey
    ? [`encrypted with ${described(old)}, now with ${described(present)}`]
    : [];
}

function encryptionOf(properties: JsonObject): Encryption {
  const [rule] = list(at(properties, 'BucketEncryption.ServerSideEncryptionConfiguration'));
  const key: JsonValue =
    at(rule, 'ServerSideEncryptionByDefault.KMSMasterKeyID') ??
    at(properties, 'SSESpecification.KMSMasterKeyId') ??
    at(properties, 'StreamEncryption.KeyId') ??
    properties.KmsMasterKeyId ??
    properties.KmsKeyId ??
    properties.KmsKeyIdentifier;
  if (key !== undefined) {
    return isServiceKey(key) ? { by: 'service' } : { by: 'own key', key: spelled(key) };
  }
  const byService =
    isObject(rule) ||
    properties.SqsManagedSseEnabled === true ||
    at(properties, 'SSESpecification.SSEEnabled') === true ||
    at(properties, 'StreamEncryption.EncryptionType') !== undefined;
  return { by: byService ? 'service' : 'nothing' };
}

function isServiceKey(key: JsonValue): boolean {
  return typeof key === 'string' && key.startsWith('alias/aws/');
}

function described(encryption: Encryption): string {
  switch (encryption.by) {
    case 'own key':
      return `the key ${encryption.key}`;
    case 'service':
      return "the service's key";
    case 'nothing':
      return 'nothing that is said';
  }
}
