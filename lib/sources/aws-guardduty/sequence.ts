import { isObject, type JsonObject, list, object, text } from '../../json';
import type { Actor, Evidences, NetworkEndpoint, RelatedEvent, ResourceDetails } from '../../ocsf/event';
import { awsAccount } from '../aws/account';
import { addressed, known, portNumber } from '../aws/finding/remote';
import { timeOf } from '../aws/finding/time';
import { integer, type Place, textsAt } from '../shared/places';

/**
 * An attack sequence: several signals over time that GuardDuty takes for one attack, the most severe of its findings.
 * Source: GuardDuty API, Sequence, Actor, NetworkEndpoint, ResourceV2, Signal.
 */
export function sequenceOf(service: JsonObject | undefined): JsonObject | undefined {
  return object(object(service?.detection)?.sequence);
}

/** Endpoints and actors as evidence. A lone actor stands beside each endpoint: of several nobody says whose is which. */
export function sequenceEvidences(sequence: JsonObject | undefined): Evidences[] {
  const actors = list(sequence?.actors).filter(isObject);
  const [lone] = actors.length === 1 ? actors : [];
  const endpoints = list(sequence?.endpoints).flatMap((endpoint) => {
    const src_endpoint = endpointOf(object(endpoint) ?? {});
    return src_endpoint === undefined ? [] : [{ src_endpoint, actor: lone && actorOf(lone) }];
  });
  const others = lone && endpoints.length > 0 ? [] : actors.flatMap((actor) => actorOf(actor) ?? []);
  return [...endpoints, ...others.map((actor) => ({ actor }))];
}

function endpointOf(endpoint: JsonObject): NetworkEndpoint | undefined {
  return known({
    ...addressed(text(endpoint.ip)),
    domain: text(endpoint.domain),
    port: portNumber(endpoint.port),
  });
}

function actorOf(actor: JsonObject): Actor | undefined {
  const user = object(actor.user);
  const [name, uid] = [text(user?.name), text(user?.uid)];
  const session = text(object(actor.session)?.uid);
  const issuer = text(object(actor.session)?.issuer);
  return name === undefined && uid === undefined
    ? undefined
    : {
        user: {
          name,
          uid,
          credential_uid: text(user?.credentialUid),
          account: awsAccount(text(object(user?.account)?.uid)),
        },
        session: session === undefined && issuer === undefined ? undefined : { uid: session, issuer },
      };
}

export function sequenceResources(sequence: JsonObject | undefined): ResourceDetails[] {
  return list(sequence?.resources)
    .filter(isObject)
    .flatMap((resource) => {
      const [uid, name] = [text(resource.uid), text(resource.name)];
      const account = awsAccount(text(resource.accountId));
      return uid === undefined && name === undefined
        ? []
        : [
            {
              uid,
              name,
              type: text(resource.resourceType),
              region: text(resource.region),
              owner: account && { account },
            },
          ];
    });
}

/** The signals that make the sequence up. */
export function sequenceSignals(sequence: JsonObject | undefined): RelatedEvent[] | undefined {
  const signals = list(sequence?.signals).flatMap((signal) => {
    const { uid, name, description, type, count, firstSeenAt, lastSeenAt } = object(signal) ?? {};
    const id = text(uid);
    return id === undefined
      ? []
      : [
          {
            uid: id,
            title: text(name),
            desc: text(description),
            type: text(type),
            count: integer(count),
            first_seen_time: timeOf(firstSeenAt),
            last_seen_time: timeOf(lastSeenAt),
          },
        ];
  });
  return signals.length > 0 ? signals : undefined;
}

/** Where what identifies its parts stands, by names below `sequence`; all else of them stays in `unmapped` besides. */
export const SEQUENCE_PLACES: readonly [string, Place][] = textsAt(
  ['actors[].user.name', 'evidences.actor.user.name'],
  ['actors[].user.uid', 'evidences.actor.user.uid'],
  ['endpoints[].ip', 'evidences.src_endpoint.ip', 'evidences.src_endpoint.name'],
  ['endpoints[].domain', 'evidences.src_endpoint.domain'],
  ['resources[].uid', 'resources.uid'],
  ['resources[].name', 'resources.name'],
  ['signals[].uid', 'finding_info.related_events.uid'],
);
