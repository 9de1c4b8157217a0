import type { JsonObject, JsonValue } from '../../lib/json';
import { at, spelled } from '../policy/template';

/** What a type of Terraform resource that keeps data, or makes it be kept, promises. */
export interface TerraformStore {
  /** Attributes whose change makes Terraform destroy the resource and make another. */
  readonly forcesNew: readonly string[];
  /** Numbers, or seconds as `86400s`, that may only grow; what is not said is least. */
  readonly atLeast?: readonly string[];
  /** What is on stays on. */
  readonly staysOn?: readonly string[];
  /** What may not be switched on. */
  readonly staysOff?: readonly string[];
  /** What may not change, though it could in place. */
  readonly fixed?: readonly string[];
  /** Ages at which it deletes, each under the words that say of what. */
  readonly deletesAfter?: (body: JsonObject) => Readonly<Record<string, number>>;
}

/**
 * The stores of Azure and Google Cloud. Sources: argument references of the providers azurerm 4 (storage_account,
 * storage_container, storage_container_immutability_policy, storage_management_policy, resource_group) and google 6
 * (storage_bucket, kms_key_ring, kms_crypto_key), "Changing this forces a new resource to be created".
 */
export const TERRAFORM_STORES: Readonly<Record<string, TerraformStore>> = {
  // Destroying a group destroys what is in it.
  azurerm_resource_group: { forcesNew: ['name', 'location'] },
  azurerm_storage_account: {
    forcesNew: [
      'name',
      'resource_group_name',
      'location',
      'account_kind',
      'account_tier',
      'account_replication_type',
      'edge_zone',
      'infrastructure_encryption_enabled',
      'is_hns_enabled',
      'nfsv3_enabled',
      'queue_encryption_key_type',
      'table_encryption_key_type',
    ],
    atLeast: [
      'blob_properties.delete_retention_policy.days',
      'blob_properties.container_delete_retention_policy.days',
    ],
    staysOn: ['blob_properties.versioning_enabled', 'lifecycle.prevent_destroy'],
    fixed: ['customer_managed_key'],
  },
  azurerm_storage_container: {
    forcesNew: [
      'name',
      'storage_account_id',
      'storage_account_name',
      'default_encryption_scope',
      'encryption_scope_override_enabled',
    ],
    staysOn: ['lifecycle.prevent_destroy'],
  },
  azurerm_storage_container_immutability_policy: {
    forcesNew: ['storage_container_resource_manager_id'],
    atLeast: ['immutability_period_in_days'],
    staysOn: ['locked'],
  },
  azurerm_storage_management_policy: { forcesNew: ['storage_account_id'], deletesAfter: azureEnds },
  google_storage_bucket: {
    forcesNew: ['name', 'location', 'project', 'enable_object_retention', 'hierarchical_namespace'],
    atLeast: ['retention_policy.retention_period', 'soft_delete_policy.retention_duration_seconds'],
    staysOn: ['retention_policy.is_locked', 'versioning.enabled', 'lifecycle.prevent_destroy'],
    staysOff: ['force_destroy'],
    fixed: ['encryption'],
    deletesAfter: googleEnds,
  },
  google_kms_key_ring: { forcesNew: ['name', 'location', 'project'] },
  google_kms_crypto_key: {
    forcesNew: ['name', 'key_ring', 'purpose', 'destroy_scheduled_duration', 'import_only'],
    staysOn: ['lifecycle.prevent_destroy', 'rotation_period'],
  },
};

/** Days until blobs and versions are deleted, by prefix. */
function azureEnds(policy: JsonObject): Readonly<Record<string, number>> {
  return Object.fromEntries(
    blocks(policy.rule)
      .filter(({ enabled }) => enabled !== false)
      .flatMap((rule) =>
        [
          ['blobs', 'actions.base_blob.delete_after_days_since_modification_greater_than'],
          ['blobs since creation', 'actions.base_blob.delete_after_days_since_creation_greater_than'],
          ['versions', 'actions.version.delete_after_days_since_creation'],
          ['snapshots', 'actions.snapshot.delete_after_days_since_creation_greater_than'],
        ].flatMap(([what, path = '']) =>
          ends(`${what} of ${spelled(at(rule, 'filters.prefix_match') ?? '')}`, at(rule, path)),
        ),
      ),
  );
}

/** Days until objects are deleted, by the other conditions. */
function googleEnds(bucket: JsonObject): Readonly<Record<string, number>> {
  return Object.fromEntries(
    blocks(bucket.lifecycle_rule)
      .filter((rule) => at(rule, 'action.type') === 'Delete')
      .flatMap((rule) => {
        const { age, ...others } = (at(rule, 'condition') ?? {}) as JsonObject;
        return ends(`objects ${JSON.stringify(others)}`, age ?? 0);
      }),
  );
}

function ends(what: string, days: JsonValue): readonly (readonly [string, number])[] {
  return typeof days === 'number' ? [[what, days]] : [];
}

/** A block that may stand alone or in a list. */
function blocks(value: JsonValue): readonly JsonObject[] {
  return (Array.isArray(value) ? value : [value]).filter(
    (each): each is JsonObject => typeof each === 'object',
  );
}
