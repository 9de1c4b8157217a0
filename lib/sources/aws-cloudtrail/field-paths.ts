import { IDENTITY_PLACES, ORIGIN_PATHS, RECORD_PLACES, RESOURCE_PLACES, UNMAPPED_ATTRIBUTES } from './places';

/** Names that rules written for any product use. */
const GENERIC: ReadonlyMap<string, readonly string[]> = new Map([
  ['src_ip', ['src_endpoint.ip']],
  ['src_country', ['src_endpoint.location.country']],
]);

const NONE: readonly string[] = [];

/**
 * Where a field of CloudTrail's own naming is in the event: `requestParameters.x.y` is `api.request.data.x.y`,
 * `userIdentity.arn` is `actor.user.uid`. The value there is the record's own, but for `userIdentity.userName` of an
 * identity without one, where a name stands that `identityName` explains.
 */
export function cloudTrailPaths(field: string): readonly string[] {
  const dot = field.indexOf('.');
  const head = dot < 0 ? field : field.slice(0, dot);
  const rest = dot < 0 ? '' : field.slice(dot + 1);
  if (head === 'userIdentity') {
    return [(rest && IDENTITY_PLACES.get(rest)) || `unmapped.${field}`];
  }
  if (head === 'resources') {
    return resourcePaths(field, rest);
  }
  if (field === 'sourceIPAddress') {
    return ORIGIN_PATHS;
  }
  const place = RECORD_PLACES.get(head);
  if (place !== undefined) {
    return [rest ? `${place}.${rest}` : place];
  }
  return UNMAPPED_ATTRIBUTES.has(head) ? [`unmapped.${field}`] : (GENERIC.get(field) ?? NONE);
}

function resourcePaths(field: string, rest: string): readonly string[] {
  const place = RESOURCE_PLACES.get(rest);
  return place === undefined ? [`unmapped.${field}`] : [place, `unmapped.${field}`];
}
