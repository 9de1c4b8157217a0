import { isObject, list } from '../../lib/json';
import type { Resource } from './template';

/** The value of a tag of a resource, however its type writes tags. */
export function tagOf({ properties }: Resource, name: string): unknown {
  const { Tags } = properties;
  if (isObject(Tags)) {
    return Tags[name];
  }
  const found = list(Tags).find((tag) => isObject(tag) && tag.Key === name);
  return isObject(found) ? found.Value : undefined;
}

/** Whether a resource is of a production platform: all that is not tagged as a trial. */
export function isProduction(resource: Resource): boolean {
  return tagOf(resource, 'lifecycle') !== 'trial';
}
