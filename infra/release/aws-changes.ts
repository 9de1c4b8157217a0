import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import type { JsonObject } from '../../lib/json';
import { type Resource, resourcesOf, type StackTemplate } from '../policy/template';
import type { Change, Fate } from './change';
import { physicalName, promisesOf } from './stores';
import { weakened } from './weakened';

/**
 * What becomes of every resource of CloudFormation stacks when others take their place. Stacks are the same by name,
 * account and region, as CloudFormation has it; what a property's change does, the service specification says.
 */
export function awsChanges(
  old: readonly StackTemplate[],
  present: readonly StackTemplate[],
): readonly Change[] {
  const [before, now] = [byPlace(old), byPlace(present)];
  const places = new Places(present);
  return [...new Set([...before.keys(), ...now.keys()])].flatMap((place) =>
    stackChanges(before.get(place), now.get(place), places),
  );
}

function byPlace(templates: readonly StackTemplate[]): ReadonlyMap<string, StackTemplate> {
  return new Map(
    templates.map((one) => [`${one.stack} ${one.account ?? ''} ${one.region ?? ''}`, one] as const),
  );
}

/** Where resources of a name are, once the new release is deployed. */
class Places {
  private readonly found = new Map<string, Resource>();

  constructor(templates: readonly StackTemplate[]) {
    for (const resource of templates.flatMap((one) => resourcesOf(one))) {
      const name = physicalName(resource);
      if (name !== '') {
        this.found.set(`${resource.type} ${name}`, resource);
      }
    }
  }

  /** Which resource has the name that a resource had. */
  of(resource: Resource): Resource | undefined {
    const name = physicalName(resource);
    return name === '' ? undefined : this.found.get(`${resource.type} ${name}`);
  }
}

function stackChanges(
  old: StackTemplate | undefined,
  present: StackTemplate | undefined,
  places: Places,
): readonly Change[] {
  const [before, now] = [byId(old), byId(present)];
  const diff = fullDiff(copy(old), copy(present)).resources;
  const known = [...before.values()].map((resource): Change => {
    const successor = now.get(resource.logicalId);
    if (successor === undefined) {
      return { ...told(resource), ...gone(resource, present, places), weakened: [] };
    }
    const change = diff.has(resource.logicalId) ? diff.get(resource.logicalId) : undefined;
    const impact = change?.changeImpact ?? ResourceImpact.NO_CHANGE;
    return {
      ...told(resource),
      fate: impact === ResourceImpact.NO_CHANGE && change?.isDifferent ? 'updated' : fateOf(impact),
      why: [
        ...(change?.resourceTypeChanged ? [`becomes ${successor.type}`] : []),
        ...Object.entries(change?.propertyUpdates ?? {})
          .filter(([, { changeImpact }]) => changeImpact && fateOf(changeImpact) === 'replaced')
          .map(([property, { changeImpact }]) =>
            changeImpact === ResourceImpact.MAY_REPLACE ? `${property}, perhaps` : property,
          ),
      ],
      weakened: promisesOf(resource) ? weakened(resource, successor) : [],
    };
  });
  const added = [...now.values()]
    .filter(({ logicalId }) => !before.has(logicalId))
    .map((resource): Change => ({ ...told(resource), fate: 'added', why: [], weakened: [] }));
  return [...known, ...added];
}

function byId(template: StackTemplate | undefined): ReadonlyMap<string, Resource> {
  return new Map((template ? resourcesOf(template) : []).map((each) => [each.logicalId, each]));
}

/** The comparison marks what it is given. */
function copy(template: StackTemplate | undefined): JsonObject {
  return structuredClone({ Resources: template?.body.Resources ?? {} });
}

function told(resource: Resource) {
  const { stack, logicalId: id, type } = resource;
  return {
    stack: stack.stack,
    id,
    type,
    name: physicalName(resource),
    store: promisesOf(resource) !== undefined,
  };
}

/** What became of a resource whose logical id its stack no longer has. */
function gone(
  resource: Resource,
  stack: StackTemplate | undefined,
  places: Places,
): Pick<Change, 'fate' | 'why'> {
  const taker = places.of(resource);
  const where = stack ? [] : [`there is no stack ${placeOf(resource.stack)} any more`];
  if (taker && taker.stack === stack) {
    return { fate: 'renamed', why: [`${taker.logicalId} asks for its name, and CloudFormation refuses`] };
  }
  if (taker) {
    return { fate: 'moved', why: [...where, `${taker.stack.stack} ${taker.logicalId} asks for its name`] };
  }
  const kept = resource.body.DeletionPolicy === 'Retain' ? 'left behind' : 'deleted';
  return { fate: 'removed', why: [...where, kept] };
}

function placeOf({ stack, account, region }: StackTemplate): string {
  return account === undefined ? stack : `${stack} in ${account} ${region}`;
}

function fateOf(impact: ResourceImpact): Fate {
  switch (impact) {
    case ResourceImpact.WILL_REPLACE:
    case ResourceImpact.MAY_REPLACE:
      return 'replaced';
    case ResourceImpact.WILL_DESTROY:
    case ResourceImpact.WILL_ORPHAN:
      return 'removed';
    case ResourceImpact.NO_CHANGE:
      return 'kept';
    default:
      return 'updated';
  }
}
