import { isObject, type JsonObject, type JsonValue, text } from '../../json';
import type { ResourceDetails } from '../../ocsf/event';
import { awsAccount } from '../aws/account';

/**
 * The resources a call touched, by ARN (or the prefix of one, for objects of a bucket). Undefined when there are none,
 * or when one has neither: the list then stays under its own name in `unmapped`.
 */
export function resourcesOf(record: JsonObject): ResourceDetails[] | undefined {
  const { resources } = record;
  if (!Array.isArray(resources) || resources.length === 0) {
    return undefined;
  }
  const details: ResourceDetails[] = [];
  for (const resource of resources) {
    const detail = resourceOf(resource);
    if (!detail) {
      return undefined;
    }
    details.push(detail);
  }
  return details;
}

function resourceOf(resource: JsonValue): ResourceDetails | undefined {
  if (!isObject(resource)) {
    return undefined;
  }
  const uid = text(resource.ARN);
  const name = text(resource.ARNPrefix);
  if (uid === undefined && name === undefined) {
    return undefined;
  }
  const account = awsAccount(text(resource.accountId));
  return { uid, name, type: text(resource.type), owner: account === undefined ? undefined : { account } };
}
