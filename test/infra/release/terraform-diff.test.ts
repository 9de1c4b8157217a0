import { parse } from 'yaml';
import type { Assembly } from '../../../infra/release/assembly';
import { describeChange, isLoss } from '../../../infra/release/change';
import { releaseDiff } from '../../../infra/release/release-diff';
import { isObject, type JsonObject, type JsonValue } from '../../../lib/json';
import { AZURE, GCP } from '../../lib/config/support';
import { removeOutputs } from '../support';
import { synthesizedFrom } from './baseline';
import { set } from './mutations';

afterAll(removeOutputs);

const RELEASE = synthesizedFrom(
  parse(`version: 1\nname: acme\nlifecycle: production\nvolume: startup\n${AZURE}${GCP}`),
);
const ACCOUNT = 'azurerm_storage_account';
const CONTAINER = 'azurerm_storage_container';
const LOCK = 'azurerm_storage_container_immutability_policy';
const TIERS = 'azurerm_storage_management_policy';
const BUCKET = 'google_storage_bucket';
const KEY = 'google_kms_crypto_key';

/** A copy in which something was done to the one resource of a type. */
function spoiled(
  type: string,
  change: (body: JsonObject, bodies: JsonObject, stack: JsonObject) => void,
): Assembly {
  const copy = structuredClone(RELEASE);
  for (const stack of Object.values(copy.terraform)) {
    const bodies = (stack.resource as JsonObject)[type];
    if (isObject(bodies)) {
      change(Object.values(bodies)[0] as JsonObject, bodies, stack);
    }
  }
  return copy;
}

const setting = (path: string, value: JsonValue) => (body: JsonObject) => set(body, path, value);

function renamed(_: JsonObject, bodies: JsonObject): void {
  const [[id = '', body] = []] = Object.entries(bodies);
  delete bodies[id];
  bodies.anew = body;
}

function removed(_: JsonObject, bodies: JsonObject): void {
  delete bodies[Object.keys(bodies)[0] ?? ''];
}

describe('releaseDiff of Terraform stacks', () => {
  it('finds nothing between a release and itself', () => {
    expect(releaseDiff(RELEASE, structuredClone(RELEASE)).filter(({ fate }) => fate !== 'kept')).toEqual([]);
  });

  it.each([
    ["an account's name", ACCOUNT, setting('name', 'other'), /replaced: name/],
    ["an account's place", ACCOUNT, setting('location', 'japanwest'), /replaced: location/],
    ['a hierarchical namespace', ACCOUNT, setting('is_hns_enabled', true), /replaced: is_hns_enabled/],
    [
      'suspended versions',
      ACCOUNT,
      setting('blob_properties.versioning_enabled', false),
      /versioning_enabled is off/,
    ],
    ['an account that may be destroyed', ACCOUNT, setting('lifecycle', undefined), /prevent_destroy is off/],
    ["a container's name", CONTAINER, setting('name', 'other'), /replaced: name/],
    [
      'a container under another id',
      CONTAINER,
      renamed,
      /renamed: to acme-azure-raw azurerm_storage_container.anew/,
    ],
    ['a removed container', CONTAINER, removed, /removed/],
    [
      'a shorter lock',
      LOCK,
      setting('immutability_period_in_days', 30),
      /immutability_period_in_days: \d+, now 30/,
    ],
    ['an open lock', LOCK, setting('locked', false), /locked is off/],
    ['no lock', LOCK, removed, /removed/],
    [
      'an end of blobs',
      TIERS,
      (body: JsonObject) =>
        set(
          (body.rule as JsonObject[])[0] ?? {},
          'actions.base_blob.delete_after_days_since_modification_greater_than',
          30,
        ),
      /blobs of .* deleted after 30 days/,
    ],
    ["a group's name", 'azurerm_resource_group', setting('name', 'other'), /replaced: name/],
    ["a bucket's name", BUCKET, setting('name', 'other'), /replaced: name/],
    ["a bucket's place", BUCKET, setting('location', 'us'), /replaced: location/],
    [
      'a shorter retention',
      BUCKET,
      setting('retention_policy.retention_period', 86400),
      /retention_period: \d+, now 86400/,
    ],
    ['no retention', BUCKET, setting('retention_policy', undefined), /retention_period: \d+, now 0/],
    ['an unlocked retention', BUCKET, setting('retention_policy.is_locked', false), /is_locked is off/],
    ['another key', BUCKET, setting('encryption.default_kms_key_name', 'other'), /encryption may not change/],
    ['a bucket that destroys what it holds', BUCKET, setting('force_destroy', true), /force_destroy is on/],
    [
      'an end of objects',
      BUCKET,
      (body: JsonObject) =>
        (body.lifecycle_rule as JsonObject[]).push({ action: { type: 'Delete' }, condition: { age: 30 } }),
      /deleted after 30 days/,
    ],
    ["a key's name", KEY, setting('name', 'other'), /replaced: name/],
    ['a key that does not rotate', KEY, setting('rotation_period', undefined), /rotation_period is off/],
    [
      "a stack's state",
      BUCKET,
      (_: JsonObject, __: JsonObject, stack: JsonObject) =>
        set(stack, 'terraform.backend', { local: { path: 'x' } }),
      /terraform.backend \(state\) moved/,
    ],
  ] as const)('tells of %s', (_, type, change, message) => {
    const found = releaseDiff(RELEASE, spoiled(type, change)).filter(isLoss).map(describeChange);

    expect(found).toContainEqual(expect.stringMatching(message));
  });

  it('takes a resource that a `moved` block names for the same', () => {
    const present = spoiled(CONTAINER, (body, bodies, stack) => {
      const [id] = Object.keys(bodies);
      renamed(body, bodies);
      stack.moved = [{ from: `${CONTAINER}.${id}`, to: `${CONTAINER}.anew` }];
    });

    expect(releaseDiff(RELEASE, present).filter(isLoss)).toEqual([]);
  });

  it.each([
    ['labels', BUCKET, setting('labels.team', 'soc')],
    [
      'a rule that moves objects',
      BUCKET,
      (body: JsonObject) =>
        (body.lifecycle_rule as JsonObject[]).push({
          action: { type: 'SetStorageClass', storage_class: 'ARCHIVE' },
          condition: { age: 9000 },
        }),
    ],
    ['a longer retention', BUCKET, setting('retention_policy.retention_period', 999_999_999)],
    ['a longer lock', LOCK, setting('immutability_period_in_days', 9000)],
    ['tags', ACCOUNT, setting('tags.team', 'soc')],
  ] as const)('lets pass %s', (_, type, change) => {
    const changes = releaseDiff(RELEASE, spoiled(type, change));

    expect(changes.filter(isLoss)).toEqual([]);
    expect(changes.map(({ fate }) => fate)).toContain('updated');
  });
});
