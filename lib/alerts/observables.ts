import { list, object, text } from '../json';
import { pair } from '../ocsf/build';
import type { Evidences, Observable } from '../ocsf/event';

const HOSTNAME = pair('observable', 'type_id', 1);
const ADDRESS = pair('observable', 'type_id', 2);
const USER_NAME = pair('observable', 'type_id', 4);
const EMAIL = pair('observable', 'type_id', 5);
const RESOURCE = pair('observable', 'type_id', 10);

type Kind = typeof ADDRESS;

/** Where the things an investigator searches for stand in an evidence. */
const PLACES: readonly (readonly [path: string, kind: Kind])[] = [
  ['actor.user.name', USER_NAME],
  ['actor.user.email_addr', EMAIL],
  ['user.name', USER_NAME],
  ['user.email_addr', EMAIL],
  ['src_endpoint.ip', ADDRESS],
  ['src_endpoint.hostname', HOSTNAME],
  ['dst_endpoint.ip', ADDRESS],
  ['dst_endpoint.hostname', HOSTNAME],
  ['resources.uid', RESOURCE],
];

const MAX_OBSERVABLES = 50;

/** Users, addresses, hosts and resources of an evidence, each value once. */
export function observablesOf(evidence: Evidences): Observable[] | undefined {
  const found = new Map<string, Observable>();
  for (const [path, kind] of PLACES) {
    for (const value of valuesAt(evidence, path.split('.'))) {
      const name = `evidences[].${path.replace('resources.', 'resources[].')}`;
      found.set(
        `${kind.type_id} ${value}`,
        found.get(`${kind.type_id} ${value}`) ?? { name, ...kind, value },
      );
    }
  }
  return found.size === 0 ? undefined : [...found.values()].slice(0, MAX_OBSERVABLES);
}

function valuesAt(value: unknown, [name, ...rest]: readonly string[]): readonly string[] {
  if (Array.isArray(value)) {
    return list(value).flatMap((element) => valuesAt(element, name === undefined ? [] : [name, ...rest]));
  }
  if (name !== undefined) {
    return valuesAt(object(value)?.[name], rest);
  }
  const found = text(value);
  return found === undefined ? [] : [found];
}
