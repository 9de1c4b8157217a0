import { isObject, type JsonObject, object, text } from '../../json';
import { pair } from '../../ocsf/build';
import type { Actor, Session, User } from '../../ocsf/event';
import { toMillis } from '../../time';
import { awsAccount } from '../aws/account';
import { eventMicros } from '../aws/event-time';
import { USER_TYPES } from '../aws/user-type';
import { identityName, sessionName } from './identity-name';

const UNKNOWN = pair('user', 'type_id', 0);
const SYSTEM = pair('user', 'type_id', 3);

const EMAIL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]+$/;
const LONGEST_EMAIL = 320;

/**
 * Who made the call. Insights and some service events name nobody: Insights itself, or the service that the event
 * is about, then stands as the application. Source: CloudTrail userIdentity element.
 */
export function actorOf(record: JsonObject): Actor {
  const identity = object(record.userIdentity);
  if (!identity) {
    const insight = isObject(record.insightDetails) ? 'AWS CloudTrail Insights' : undefined;
    return { app_name: insight ?? text(record.eventSource) ?? 'Unknown' };
  }
  const provider = text(identity.identityProvider);
  return {
    user: userOf(identity, record),
    session: sessionOf(identity),
    app_name: text(identity.invokedBy),
    idp: provider === undefined ? undefined : { name: provider },
  };
}

/** The user alone, made anew for each call: two places of an event never share an object, as masking works in place. */
export function userOf(identity: JsonObject, record: JsonObject): User {
  const type = userType(identity);
  return {
    name: identityName(identity, record),
    uid: text(identity.arn),
    uid_alt: text(identity.principalId),
    type_id: type.type_id,
    type: type.type,
    email_addr: emailOf(identity),
    credential_uid: text(identity.accessKeyId),
    account: awsAccount(text(identity.accountId)),
  };
}

function userType(identity: JsonObject): typeof UNKNOWN {
  const known = typeof identity.type === 'string' ? USER_TYPES.get(identity.type) : undefined;
  return known ?? (text(identity.invokedBy) !== undefined && identity.type === undefined ? SYSTEM : UNKNOWN);
}

/** The address of a person who signed in through an identity provider, which names the session after it. */
function emailOf(identity: JsonObject): string | undefined {
  const name = text(identity.userName) ?? sessionName(identity);
  return name?.includes('@') && name.length <= LONGEST_EMAIL && EMAIL.test(name) ? name : undefined;
}

function sessionOf(identity: JsonObject): Session | undefined {
  const context = object(identity.sessionContext);
  if (!context) {
    return undefined;
  }
  const attributes = object(context.attributes);
  const created = text(attributes?.creationDate);
  const micros = created === undefined ? undefined : eventMicros(created);
  return {
    uid: sessionName(identity),
    issuer: text(object(context.sessionIssuer)?.arn),
    created_time: micros === undefined ? undefined : toMillis(micros),
    is_mfa: flag(attributes?.mfaAuthenticated),
  };
}

function flag(value: unknown): boolean | undefined {
  return value === 'true' || value === true ? true : value === 'false' || value === false ? false : undefined;
}
