import { isObject, type JsonObject, type JsonValue, list, object, setOwn, text } from '../../json';
import { pair } from '../../ocsf/build';
import type { Actor, Evidences, NetworkEndpoint } from '../../ocsf/event';
import { evidencesOf } from '../aws/finding/action';
import { addressed, known, portNumber } from '../aws/finding/remote';
import { USER_TYPES } from '../aws/user-type';

const DIRECTIONS = {
  IN: pair('network_connection_info', 'direction_id', 1),
  OUT: pair('network_connection_info', 'direction_id', 2),
} as const;

/** What a finding rests on: its action, the way GuardDuty tells of one, or its network. Source: ASFF, Action, Network. */
export function findingEvidences(finding: JsonObject): Evidences[] | undefined {
  const action = object(uncapitalised(finding.Action));
  const found = evidencesOf(action, { actor: () => actorOf(finding), machine: () => ({}) });
  const network = networkOf(object(finding.Network));
  const all = network === undefined ? found : [...found, network];
  return all.length > 0 ? all : undefined;
}

/** The same with names that begin with a small letter, as GuardDuty writes them. */
function uncapitalised(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    return value.map(uncapitalised);
  }
  if (!isObject(value)) {
    return value;
  }
  const copy: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    setOwn(copy, key.charAt(0).toLowerCase() + key.slice(1), uncapitalised(item));
  }
  return copy;
}

/** Whose access key the finding is about. Source: ASFF, AwsIamAccessKeyDetails. */
function actorOf(finding: JsonObject): Actor | undefined {
  const key = list(finding.Resources)
    .map((resource) => object(object(object(resource)?.Details)?.AwsIamAccessKey))
    .find((details) => details !== undefined);
  const name = text(key?.PrincipalName) ?? text(key?.UserName) ?? text(key?.PrincipalId);
  return name === undefined
    ? undefined
    : {
        user: {
          ...USER_TYPES.get(text(key?.PrincipalType) ?? ''),
          name,
          uid_alt: text(key?.PrincipalId),
          credential_uid: text(key?.AccessKeyId),
        },
      };
}

function networkOf(network: JsonObject | undefined): Evidences | undefined {
  if (network === undefined) {
    return undefined;
  }
  const direction = text(network.Direction);
  const [src_endpoint, dst_endpoint] = [endpointOf(network, 'Source'), endpointOf(network, 'Destination')];
  return src_endpoint === undefined && dst_endpoint === undefined
    ? undefined
    : {
        src_endpoint,
        dst_endpoint,
        connection_info: {
          ...(direction === 'IN' || direction === 'OUT'
            ? DIRECTIONS[direction]
            : pair('network_connection_info', 'direction_id', 0)),
          protocol_name: text(network.Protocol),
        },
      };
}

function endpointOf(network: JsonObject, side: 'Source' | 'Destination'): NetworkEndpoint | undefined {
  return known({
    ...addressed(text(network[`${side}IpV4`]) ?? text(network[`${side}IpV6`])),
    domain: text(network[`${side}Domain`]),
    port: portNumber(network[`${side}Port`]),
  });
}
