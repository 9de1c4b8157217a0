import { isObject, type JsonObject, list, object } from '../../json';
import { classify, pair, status } from '../../ocsf/build';
import type { OcsfEvent, User } from '../../ocsf/event';
import { word } from '../shared/leftovers';
import { UNKNOWN } from '../shared/unknown';

type Outcome = 0 | 1 | 2;

interface SignIn {
  readonly activity: ReturnType<typeof classify>;
  /** The outcome, which the method's name says: Google leaves `status` out, of a failed sign-in too. */
  readonly outcome: Outcome;
}

const AUTHENTICATION = 3002;
const LOGON = classify(AUTHENTICATION, 1);
const LOGOFF = classify(AUTHENTICATION, 2);
const PREAUTH = classify(AUTHENTICATION, 6);
const INTERACTIVE = pair('authentication', 'logon_type_id', 2);
const SERVICE = 'google.login.LoginService.';

/**
 * Methods of Google's sign-in audit. Enrolments, password changes and account warnings are no sign-ins; a challenge may
 * have ended either way. Source: Cloud Logging, samples for Google Workspace Login Audit.
 */
const SIGN_INS: ReadonlyMap<string, SignIn> = new Map([
  ['loginSuccess', { activity: LOGON, outcome: 1 }],
  ['loginFailure', { activity: LOGON, outcome: 2 }],
  ['suspiciousLogin', { activity: LOGON, outcome: 2 }],
  ['suspiciousLoginLessSecureApp', { activity: LOGON, outcome: 2 }],
  ['suspiciousProgrammaticLogin', { activity: LOGON, outcome: 2 }],
  ['loginChallenge', { activity: PREAUTH, outcome: 0 }],
  ['loginVerification', { activity: PREAUTH, outcome: 0 }],
  ['logout', { activity: LOGOFF, outcome: 1 }],
]);

/** What a sign-in method is in OCSF; undefined for any other method. */
export function signInOf(method: string): SignIn | undefined {
  return method.startsWith(SERVICE) ? SIGN_INS.get(method.slice(SERVICE.length)) : undefined;
}

/**
 * What Authentication (3002) has beyond API Activity, and its outcome: that of the call where it failed, else the
 * method's, else that of the challenge. `user` must not be part of another event, as masking works in place.
 */
export function signInAttributes(
  { activity, outcome }: SignIn,
  payload: JsonObject,
  user: User | undefined,
): Partial<OcsfEvent> {
  const failed = Number(object(payload.status)?.code ?? 0) !== 0;
  return {
    ...activity,
    ...status(failed ? 2 : outcome || challengeOutcome(payload)),
    is_remote: true,
    logon_type: INTERACTIVE.logon_type,
    logon_type_id: INTERACTIVE.logon_type_id,
    service: { name: word(payload.serviceName) ?? UNKNOWN },
    user: user ?? { name: UNKNOWN },
  };
}

/** `Challenge Passed.` or `Challenge Failed.` of the parameter `login_challenge_status`; it may be missing or empty. */
function challengeOutcome(payload: JsonObject): Outcome {
  for (const event of list(object(payload.metadata)?.event)) {
    for (const parameter of isObject(event) ? list(event.parameter) : []) {
      if (isObject(parameter) && parameter.name === 'login_challenge_status') {
        const said = word(parameter.value)?.toLowerCase();
        return said?.includes('passed') ? 1 : said?.includes('failed') ? 2 : 0;
      }
    }
  }
  return 0;
}
