/** The parts of an Azure resource id that OCSF has a place for. */
export interface ResourceParts {
  readonly subscription?: string;
  readonly group?: string;
  /** `Microsoft.Network/virtualNetworks/subnets`, in the id's own case. */
  readonly type?: string;
  /** Name of the innermost resource. */
  readonly name?: string;
}

const NONE: ResourceParts = {};
const MOST_SEGMENTS = 64;

/**
 * Takes `/subscriptions/{id}/resourceGroups/{group}/providers/{namespace}/{type}/{name}…` apart, in any case. With an
 * extension resource (a lock on an account) the last provider counts. Subscription ids come out in lower case, their
 * canonical form, so that every delivery names the same account.
 */
export function resourceParts(id: string | undefined): ResourceParts {
  if (id?.startsWith('/') !== true) {
    return NONE;
  }
  const segments = id.split('/', MOST_SEGMENTS);
  let subscription: string | undefined;
  let group: string | undefined;
  let provider = -1;
  for (let i = 1; i < segments.length - 1; i += 1) {
    const key = segments[i] ?? '';
    if (key.length === 9 && key.toLowerCase() === 'providers') {
      provider = i + 1;
    } else if (provider < 0 && key.length === 13 && key.toLowerCase() === 'subscriptions') {
      subscription ??= segments[i + 1]?.toLowerCase() || undefined;
    } else if (provider < 0 && key.length === 14 && key.toLowerCase() === 'resourcegroups') {
      group ??= segments[i + 1] || undefined;
    }
  }
  if (provider < 0) {
    return {
      subscription,
      group,
      type: group ? 'resourceGroups' : subscription && 'subscriptions',
      name: group ?? subscription,
    };
  }
  return { subscription, group, type: typeOf(segments, provider), name: nameOf(segments, provider) };
}

/** From the provider on, types and names alternate: namespace, type, name, type, name. */
function typeOf(segments: readonly string[], provider: number): string | undefined {
  let type = segments[provider];
  for (let i = provider + 1; i < segments.length; i += 2) {
    type = `${type}/${segments[i]}`;
  }
  return type;
}

function nameOf(segments: readonly string[], provider: number): string | undefined {
  let name: string | undefined;
  for (let i = provider + 2; i < segments.length; i += 2) {
    name = segments[i] || name;
  }
  return name;
}
