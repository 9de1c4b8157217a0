import { type JsonObject, type JsonValue, number, object } from '../../json';
import type { Actor, Session, User } from '../../ocsf/event';
import { emailOf } from '../shared/email';
import { mapped, word } from '../shared/leftovers';
import { SYSTEM, USER } from './outcome';

const SOAP = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';
const MICROSOFT = 'http://schemas.microsoft.com/identity/claims/';
const CLAIM = {
  upn: `${SOAP}upn`,
  name: `${SOAP}name`,
  email: `${SOAP}emailaddress`,
  object: `${MICROSOFT}objectidentifier`,
  tenant: `${MICROSOFT}tenantid`,
  provider: `${MICROSOFT}identityprovider`,
  methods: 'http://schemas.microsoft.com/claims/authnmethodsreferences',
} as const;

/** Claims that have a place in the event. The methods are read for MFA, but kept as they are too. */
export const CLAIMS = mapped({
  word: [
    CLAIM.upn,
    CLAIM.name,
    CLAIM.email,
    CLAIM.object,
    CLAIM.tenant,
    CLAIM.provider,
    'name',
    'appid',
    'uti',
    'iss',
    'idtyp',
  ],
  number: ['iat', 'exp'],
});

/** What a record says of who acted, wherever its form keeps it. */
export interface Identity {
  readonly claims: JsonObject | undefined;
  readonly authorization: JsonObject | undefined;
  readonly caller: string | undefined;
}

/** The directory whose token the caller used. */
export function tenantOf(claims: JsonObject | undefined): string | undefined {
  return word(claims?.[CLAIM.tenant]);
}

/**
 * Who acted: the caller or the token's user, its application, token and role. Where the record names none of them,
 * `service` stands as the application. Source: Azure Activity Log event schema; access-token claims reference.
 */
export function actorOf({ claims, authorization, caller }: Identity, service: string): Actor {
  const evidence = object(authorization?.evidence);
  const user = userOf(claims, evidence, caller);
  const app_uid = word(claims?.appid);
  const idp = word(claims?.[CLAIM.provider]);
  return {
    app_name: user === undefined && app_uid === undefined ? service : undefined,
    app_uid,
    authorizations: authorizationsOf(authorization),
    idp: idp === undefined ? undefined : { name: idp },
    session: claims && sessionOf(claims),
    user,
  };
}

/** The role assignment that allowed the call, whole: rules ask for `authorization.action`, `.scope`, `.evidence.role`. */
export function authorizationsOf(authorization: JsonObject | undefined) {
  const name = word(object(authorization?.evidence)?.role) ?? word(authorization?.action);
  return name === undefined ? undefined : [{ policy: { name, data: authorization } }];
}

function userOf(
  claims: JsonObject | undefined,
  evidence: JsonObject | undefined,
  caller: string | undefined,
): User | undefined {
  const fullName = word(claims?.name);
  const uid = word(claims?.[CLAIM.object]) ?? principalOf(evidence);
  // Applications have no name in a token: their object id stands for it, as the REST API's `caller` has it.
  const name =
    caller ??
    word(claims?.[CLAIM.upn]) ??
    word(claims?.[CLAIM.name]) ??
    word(claims?.[CLAIM.email]) ??
    fullName ??
    uid;
  if (name === undefined) {
    return undefined;
  }
  const tenant = tenantOf(claims);
  return {
    ...userType(word(claims?.idtyp) ?? word(evidence?.principalType), name),
    email_addr: emailOf(word(claims?.[CLAIM.email]) ?? name),
    full_name: fullName === name ? undefined : fullName,
    name,
    org: tenant === undefined ? undefined : { uid: tenant },
    uid,
  };
}

/** The role's holder, unless that is a group: then it says nothing of who in it acted. */
function principalOf(evidence: JsonObject | undefined): string | undefined {
  return word(evidence?.principalType)?.toLowerCase() === 'group' ? undefined : word(evidence?.principalId);
}

/** Only people have a user principal name, so a name with an `@` is a person's where the token does not say. */
function userType(kind: string | undefined, name: string | undefined) {
  switch (kind?.toLowerCase()) {
    case 'user':
      return USER;
    case 'app':
    case 'serviceprincipal':
      return SYSTEM;
    default:
      return name?.includes('@') ? USER : undefined;
  }
}

function sessionOf(claims: JsonObject): Session | undefined {
  const { exp, iat, iss, uti } = claims;
  const methods = word(claims[CLAIM.methods]);
  if ((exp ?? iat ?? iss ?? uti ?? methods) === undefined) {
    return undefined;
  }
  return {
    created_time: epochMillis(iat),
    expiration_time: epochMillis(exp),
    is_mfa: methods?.split(',').includes('mfa'),
    issuer: word(iss),
    uid: word(uti),
  };
}

function epochMillis(seconds: JsonValue): number | undefined {
  const millis = Math.trunc((number(seconds) ?? Number.NaN) * 1000);
  return Number.isSafeInteger(millis) ? millis : undefined;
}
