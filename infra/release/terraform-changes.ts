import { isObject, type JsonObject, type JsonValue, list, object, text } from '../../lib/json';
import { at, spelled } from '../policy/template';
import type { Assembly } from './assembly';
import type { Change } from './change';
import { TERRAFORM_STORES, type TerraformStore } from './terraform-stores';

type Stacks = Assembly['terraform'];

interface TerraformResource {
  readonly stack: string;
  /** `google_storage_bucket.raw_bucket_B8DCEC09`: what the state knows it by. */
  readonly address: string;
  readonly type: string;
  readonly body: JsonObject;
}

/**
 * What becomes of every resource of Terraform stacks when others take their place. A resource is the same by its
 * address, or where a `moved` block says so.
 */
export function terraformChanges(old: Stacks, present: Stacks): readonly Change[] {
  const names = new Set([...Object.keys(old), ...Object.keys(present)]);
  return [...names].flatMap((name) => stackChanges(name, old[name] ?? {}, present[name] ?? {}, present));
}

function stackChanges(name: string, old: JsonObject, present: JsonObject, all: Stacks): readonly Change[] {
  const [before, now] = [resources(name, old), resources(name, present)];
  const moved = new Map(
    list(present.moved).map((one) => [spelled(at(one, 'from')), spelled(at(one, 'to'))] as const),
  );
  const successors = new Set<string>();
  const known = [...before.values()].map((resource): Change => {
    const successor = now.get(moved.get(resource.address) ?? resource.address);
    if (successor === undefined) {
      return { ...told(resource), ...gone(resource, all), weakened: [] };
    }
    successors.add(successor.address);
    return { ...told(resource), ...compared(resource, successor), weakened: weakened(resource, successor) };
  });
  const added = [...now.values()]
    .filter(({ address }) => !successors.has(address))
    .map((resource): Change => ({ ...told(resource), fate: 'added', why: [], weakened: [] }));
  return [...stateMoved(name, old, present), ...known, ...added];
}

function resources(stack: string, body: JsonObject): ReadonlyMap<string, TerraformResource> {
  return new Map(
    Object.entries(object(body.resource) ?? {}).flatMap(([type, bodies]) =>
      Object.entries(object(bodies) ?? {}).map(([id, one]) => {
        const address = `${type}.${id}`;
        return [address, { stack, address, type, body: object(one) ?? {} }] as const;
      }),
    ),
  );
}

function told({ stack, address, type, body }: TerraformResource) {
  return { stack, id: address, type, name: spelled(body.name ?? ''), store: type in TERRAFORM_STORES };
}

/** Terraform makes everything anew when it finds no state. */
function stateMoved(stack: string, old: JsonObject, present: JsonObject): readonly Change[] {
  const [before, now] = [at(old, 'terraform.backend'), at(present, 'terraform.backend')];
  return before === undefined || now === undefined || same(before, now)
    ? []
    : [
        {
          stack,
          id: 'terraform.backend',
          type: 'state',
          name: '',
          fate: 'moved',
          store: true,
          why: [`from ${JSON.stringify(before)} to ${JSON.stringify(now)}`],
          weakened: [],
        },
      ];
}

function gone(resource: TerraformResource, all: Stacks): Pick<Change, 'fate' | 'why'> {
  const { name } = resource.body;
  const taker = Object.entries(all)
    .flatMap(([stack, body]) => [...resources(stack, body).values()])
    .find((one) => one.type === resource.type && name !== undefined && same(one.body.name, name));
  if (taker === undefined) {
    return { fate: 'removed', why: [] };
  }
  const to = `${taker.stack} ${taker.address}`;
  return taker.stack === resource.stack
    ? { fate: 'renamed', why: [`to ${to} without a \`moved\` block: Terraform would destroy it first`] }
    : { fate: 'moved', why: [`to ${to}, whose state does not know it`] };
}

function compared(old: TerraformResource, present: TerraformResource): Pick<Change, 'fate' | 'why'> {
  if (old.type !== present.type) {
    return { fate: 'replaced', why: [`becomes ${present.type}`] };
  }
  const why = (TERRAFORM_STORES[old.type]?.forcesNew ?? []).filter(
    (attribute) => !same(old.body[attribute], present.body[attribute]),
  );
  const equal = same(settings(old.body), settings(present.body));
  return { fate: why.length > 0 ? 'replaced' : equal ? 'kept' : 'updated', why };
}

/** Without the remarks of whoever wrote the JSON. */
function settings({ '//': _, ...body }: JsonObject): JsonObject {
  return body;
}

function weakened(
  { type, body: before }: TerraformResource,
  { body: now }: TerraformResource,
): readonly string[] {
  const store: TerraformStore = TERRAFORM_STORES[type] ?? { forcesNew: [] };
  const isOn = (value: JsonValue) => value !== undefined && value !== null && value !== false;
  return [
    ...(store.atLeast ?? []).flatMap((path) => {
      const [old, present] = [amount(at(before, path)), amount(at(now, path))];
      return present < old ? [`${path}: ${old}, now ${present}`] : [];
    }),
    ...(store.staysOn ?? [])
      .filter((path) => isOn(at(before, path)) && !isOn(at(now, path)))
      .map((path) => `${path} is off`),
    ...(store.staysOff ?? [])
      .filter((path) => !isOn(at(before, path)) && isOn(at(now, path)))
      .map((path) => `${path} is on`),
    ...(store.fixed ?? [])
      .filter((path) => at(before, path) !== undefined && !same(at(before, path), at(now, path)))
      .map((path) => `${path} may not change`),
    ...Object.entries(store.deletesAfter?.(now) ?? {})
      .filter(([what, days]) => days < (store.deletesAfter?.(before)[what] ?? Number.POSITIVE_INFINITY))
      .map(([what, days]) => `${what} are deleted after ${days} days, sooner than before`),
  ];
}

/** Nothing said is nothing promised. */
function amount(value: JsonValue): number {
  return typeof value === 'number' ? value : Number.parseInt(text(value) ?? '0', 10);
}

/** Whether two values say the same, whatever the order of their attributes. */
function same(one: JsonValue, other: JsonValue): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: JsonValue): string {
  return (
    JSON.stringify(value, (_, each: JsonValue) =>
      isObject(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each,
    ) ?? ''
  );
}
