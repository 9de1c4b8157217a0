import { isObject, type JsonObject, list, object } from '../../json';
import { pair } from '../../ocsf/build';
import type { Actor, Authorization, User } from '../../ocsf/event';
import { emailOf } from '../shared/email';
import { leftovers, mapped, word } from '../shared/leftovers';

const USER = pair('user', 'type_id', 1);
const SYSTEM = pair('user', 'type_id', 3);

/** Ends of principals that are no person: service accounts and agents, and Google acting by itself. */
const SERVICES: readonly string[] = ['gserviceaccount.com', 'system@google.com'];

/** Parts of `authenticationInfo` with a place in the event. OCSF has none for a delegation chain: it stays unmapped. */
export const AUTHENTICATION = mapped({
  word: ['principalEmail', 'principalSubject', 'authoritySelector', 'serviceAccountKeyName'],
});
const GRANT = mapped({ word: ['permission', 'granted'] });

/**
 * Who called: the principal, the key it used, the OAuth client, and what it was allowed. Where the entry names nobody (policy denials), `service` is the application.
 */
export function actorOf(authentication: JsonObject | undefined, grants: unknown, service: string): Actor {
  const user = userOf(authentication);
  const app_uid = word(object(authentication?.oauthInfo)?.oauthClientId);
  return {
    app_name: user === undefined && app_uid === undefined ? service : undefined,
    app_uid,
    authorizations: authorizationsOf(grants),
    user,
  };
}

function userOf(authentication: JsonObject | undefined): User | undefined {
  const subject = word(authentication?.principalSubject);
  const name =
    word(authentication?.principalEmail) ?? afterColon(subject) ?? word(authentication?.authoritySelector);
  if (name === undefined) {
    return undefined;
  }
  return {
    ...userType(subject, name),
    credential_uid: word(authentication?.serviceAccountKeyName),
    email_addr: emailOf(name),
    name,
    uid: subject,
  };
}

function userType(subject: string | undefined, name: string) {
  if (subject?.startsWith('user:')) {
    return USER;
  }
  const service =
    subject?.startsWith('serviceAccount:') ||
    SERVICES.some((suffix) => name.endsWith(suffix)) ||
    name.startsWith('system:');
  return service ? SYSTEM : name.includes('@') ? USER : undefined;
}

/** `a@b` of `user:a@b`; a subject that is a URI (`principal://…`) stays whole. */
function afterColon(subject: string | undefined): string | undefined {
  const colon = subject?.indexOf(':') ?? -1;
  return subject === undefined || colon < 0 || subject.startsWith('//', colon + 1)
    ? subject
    : subject.slice(colon + 1) || subject;
}

/** One authorization for each checked permission; entries without a permission name nothing and stay unmapped. */
function authorizationsOf(grants: unknown): Authorization[] | undefined {
  const checks = list(grants);
  return checks.length > 0 && checks.every(namesPermission) ? checks.map(authorizationOf) : undefined;
}

/** Whether `authorizationInfo` as a whole found its place. */
export function authorizationsMapped(grants: unknown): boolean {
  return list(grants).every(namesPermission);
}

function namesPermission(check: unknown): boolean {
  return isObject(check) && word(check.permission) !== undefined;
}

function authorizationOf(check: unknown): Authorization {
  const { granted, permission } = isObject(check) ? check : {};
  return {
    decision: granted === true ? 'granted' : granted === false ? 'denied' : undefined,
    policy: {
      data: isObject(check) ? leftovers(check, GRANT) : undefined,
      is_applied: typeof granted === 'boolean' ? granted : undefined,
      name: word(permission),
    },
  };
}
