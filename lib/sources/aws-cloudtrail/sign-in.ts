import { type JsonObject, object, text } from '../../json';
import { classify, pair } from '../../ocsf/build';
import type { OcsfEvent } from '../../ocsf/event';
import { userOf } from './actor';

type SignIn = ReturnType<typeof classify>;

const AUTHENTICATION = 3002;
const LOGON = classify(AUTHENTICATION, 1);
const LOGOFF = classify(AUTHENTICATION, 2);
const PREAUTH = classify(AUTHENTICATION, 6);
const TICKET = classify(AUTHENTICATION, 3);
const INTERACTIVE = pair('authentication', 'logon_type_id', 2);
const SAML = pair('authentication', 'auth_protocol_id', 5);

/**
 * Events of the console's and IAM Identity Center's sign-in. Credentials changed there (password recovery, a new e-mail
 * address) are no sign-ins. Source: AWS Management Console sign-in events; IAM Identity Center sign-in events.
 */
const SIGN_INS: ReadonlyMap<string, SignIn> = new Map([
  ['ConsoleLogin', LOGON],
  ['SwitchRole', LOGON],
  ['ExitRole', LOGOFF],
  ['CheckMfa', PREAUTH],
  ['CredentialChallenge', PREAUTH],
  ['CredentialVerification', PREAUTH],
  ['UserAuthentication', LOGON],
  ['GetSigninToken', TICKET],
  ['Authenticate', LOGON],
  ['Federate', LOGON],
  ['Logout', LOGOFF],
]);

/** Authentication's classification when the event is a sign-in, else undefined. */
export function signInOf(service: string | undefined, operation: string | undefined): SignIn | undefined {
  return operation !== undefined && (service?.startsWith('signin.') || service?.startsWith('sso.'))
    ? SIGN_INS.get(operation)
    : undefined;
}

/** What Authentication (3002) has beyond API Activity: the user who signs in, where to, and how. */
export function signInAttributes(record: JsonObject, service: string | undefined): Partial<OcsfEvent> {
  const identity = object(record.userIdentity);
  const data = object(record.additionalEventData);
  const saml = text(data?.SamlProviderArn) !== undefined ? SAML : undefined;
  return {
    user: identity ? userOf(identity, record) : { name: 'Unknown' },
    service: { name: service ?? 'Unknown' },
    is_remote: true,
    is_mfa: data?.MFAUsed === 'Yes' ? true : data?.MFAUsed === 'No' ? false : undefined,
    logon_type_id: INTERACTIVE.logon_type_id,
    logon_type: INTERACTIVE.logon_type,
    auth_protocol_id: saml?.auth_protocol_id,
    auth_protocol: saml?.auth_protocol,
  };
}
