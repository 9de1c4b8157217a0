import type { Evidences, NetworkEndpoint, OcsfEvent, User } from '../../ocsf/event';
import { ClassUid } from '../../ocsf/types.generated';

/** Who acted: the one who signs in when the event is a sign-in, else the actor's user, else the user it is about. */
export function principal(event: OcsfEvent): User | undefined {
  return event.class_uid === ClassUid.authentication
    ? (event.user ?? event.actor?.user)
    : (event.actor?.user ?? event.user ?? evidence(event)?.actor?.user);
}

/** Where it came from: the event's own source, or the one in a finding's evidence. */
export function origin(event: OcsfEvent): NetworkEndpoint | undefined {
  return event.src_endpoint ?? evidence(event)?.src_endpoint;
}

/** What a finding rests on. */
export function evidence(event: OcsfEvent): Evidences | undefined {
  return event.evidences?.[0];
}
