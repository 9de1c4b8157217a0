import { type JsonObject, list, object, text } from '../../../json';
import { pair } from '../../../ocsf/build';
import type { Actor, Evidences, NetworkConnectionInfo, NetworkEndpoint } from '../../../ocsf/event';
import { UNKNOWN } from '../../shared/unknown';
import { addressed, known, localEndpoint, remoteEndpoint } from './remote';

/** What a finding says besides its action, made anew for each evidence: masking works in place. */
export interface Surroundings {
  readonly actor: () => Actor | undefined;
  /** The machine that the finding is of; empty when it is of none. */
  readonly machine: () => NetworkEndpoint;
}

const INBOUND = pair('network_connection_info', 'direction_id', 1);
const OUTBOUND = pair('network_connection_info', 'direction_id', 2);
const UNKNOWN_DIRECTION = pair('network_connection_info', 'direction_id', 0);

/**
 * What a finding rests on, from its action: as GuardDuty writes it, and Security Hub with capital letters. The
 * endpoints stand as the connection was opened: `src_endpoint` opened it. Source: GuardDuty API, Action; ASFF, Action.
 */
export function evidencesOf(action: JsonObject | undefined, surroundings: Surroundings): Evidences[] {
  const evidences = action === undefined ? [] : KINDS.flatMap((kind) => kind(action, surroundings));
  const all: Evidences[] = evidences.length > 0 ? evidences : [{}];
  return all
    .map((evidence) => ({ ...evidence, actor: surroundings.actor() }))
    .filter((evidence) => Object.values(evidence).some((part) => part !== undefined));
}

type Kind = (action: JsonObject, surroundings: Surroundings) => Evidences[];

const KINDS: readonly Kind[] = [
  ({ awsApiCallAction }) => one(object(awsApiCallAction), apiCall),
  ({ networkConnectionAction }, { machine }) =>
    one(object(networkConnectionAction), (call) => connection(call, machine())),
  ({ portProbeAction }, { machine }) =>
    list(object(portProbeAction)?.portProbeDetails).flatMap((probe) =>
      one(object(probe), (details) => portProbe(details, machine())),
    ),
  ({ dnsRequestAction }, { machine }) =>
    one(object(dnsRequestAction), (request) => dnsRequest(request, machine())),
  ({ kubernetesApiCallAction }) => one(object(kubernetesApiCallAction), kubernetesCall),
  ({ rdsLoginAttemptAction }) => one(object(rdsLoginAttemptAction), databaseLogin),
];

/** An evidence of an action that is there and says something. */
function one(action: JsonObject | undefined, toEvidence: (action: JsonObject) => Evidences): Evidences[] {
  const evidence = action === undefined ? {} : toEvidence(action);
  return Object.values(evidence).some((part) => part !== undefined) ? [evidence] : [];
}

function apiCall(call: JsonObject): Evidences {
  const service = text(call.serviceName);
  const error = text(call.errorCode);
  const agent = text(call.userAgent);
  return {
    api: {
      operation: text(call.api) ?? UNKNOWN,
      service: service === undefined ? undefined : { name: service },
      response: error === undefined ? undefined : { error },
    },
    src_endpoint: remoteEndpoint(call),
    http_request: agent === undefined ? undefined : { user_agent: agent },
  };
}

function connection(call: JsonObject, machine: NetworkEndpoint): Evidences {
  const [remote, local] = [remoteEndpoint(call), localEndpoint(call, machine)];
  const info = connectionInfo(call);
  return info.direction_id === OUTBOUND.direction_id
    ? { src_endpoint: local, dst_endpoint: remote, connection_info: info }
    : { src_endpoint: remote, dst_endpoint: local, connection_info: info };
}

function connectionInfo(call: JsonObject): NetworkConnectionInfo {
  const direction = text(call.connectionDirection);
  const known = direction === 'INBOUND' ? INBOUND : direction === 'OUTBOUND' ? OUTBOUND : UNKNOWN_DIRECTION;
  return { ...known, protocol_name: text(call.protocol) };
}

function portProbe(details: JsonObject, machine: NetworkEndpoint): Evidences {
  return {
    src_endpoint: remoteEndpoint(details),
    dst_endpoint: localEndpoint(details, machine),
    connection_info: { ...INBOUND },
  };
}

function dnsRequest(request: JsonObject, machine: NetworkEndpoint): Evidences {
  const domain = text(request.domain);
  return { query: domain === undefined ? undefined : { hostname: domain }, src_endpoint: known(machine) };
}

function kubernetesCall(call: JsonObject): Evidences {
  const path = text(call.requestUri);
  const agent = text(call.userAgent);
  const url = path === undefined ? undefined : { path };
  return {
    api: { operation: text(call.verb) ?? UNKNOWN, service: { name: 'kubernetes' } },
    src_endpoint: remoteEndpoint(call) ?? known(addressed(text(list(call.sourceIps)[0]))),
    http_request: agent === undefined && url === undefined ? undefined : { user_agent: agent, url },
  };
}

/** Of several users the first; the others stay in `unmapped`. GuardDuty writes `LoginAttributes` with a capital. */
function databaseLogin(attempt: JsonObject): Evidences {
  const [attributes] = list(attempt.LoginAttributes ?? attempt.loginAttributes);
  const user = text(object(attributes)?.user);
  return { src_endpoint: remoteEndpoint(attempt), user: user === undefined ? undefined : { name: user } };
}
