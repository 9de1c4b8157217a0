import type { JsonValue } from '../../../../lib/json';
import { validate } from '../../../../lib/ocsf/validate';
import { gcpAudit } from '../../../../lib/sources/gcp-audit/source';
import { onlyEvent, valuesAt } from '../azure-activity/normalised';

const signIn = (method: string, payload: object = {}): JsonValue => ({
  timestamp: '2026-03-04T05:06:07.123456Z',
  insertId: 'i-1',
  logName: 'organizations/123/logs/cloudaudit.googleapis.com%2Fdata_access',
  resource: { type: 'audited_resource', labels: { service: 'login.googleapis.com' } },
  protoPayload: {
    '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
    serviceName: 'login.googleapis.com',
    methodName: `google.login.LoginService.${method}`,
    resourceName: 'organizations/123',
    authenticationInfo: { principalEmail: 'hana@shop.example' },
    requestMetadata: { callerIp: '2001:db8::30' },
    ...payload,
  },
});
const challenge = (value: string) => ({
  metadata: { event: [{ parameter: [{ name: 'login_challenge_status', value }] }] },
});

test.each([
  ['loginSuccess', {}, 1, 1],
  ['loginFailure', {}, 1, 2],
  ['suspiciousLogin', {}, 1, 2],
  ['loginSuccess', { status: { code: 7 } }, 1, 2],
  ['logout', {}, 2, 1],
  ['loginChallenge', {}, 6, 0],
  ['loginVerification', challenge('Challenge Passed.'), 6, 1],
  ['loginVerification', challenge('Challenge Failed.'), 6, 2],
])('%s with %j, which has no status, was an API call that succeeded', (method, payload, activity, status) => {
  const event = onlyEvent(gcpAudit, signIn(method, payload));

  expect([event.class_uid, event.activity_id, event.status_id]).toEqual([3002, activity, status]);
});

test('a sign-in names the user, the service and the address, and is valid without warnings', () => {
  const event = onlyEvent(gcpAudit, signIn('loginFailure'));

  expect(event).toMatchObject({
    user: { name: 'hana@shop.example' },
    actor: { user: { name: 'hana@shop.example' } },
    service: { name: 'login.googleapis.com' },
    src_endpoint: { ip: '2001:db8::30' },
    cloud: { org: { uid: '123' } },
  });
  expect(validate(event).filter(({ level }) => level !== 'recommended')).toEqual([]);
});

test.each([
  ['resourceName', 'organizations/123'],
  ['resource.type', 'audited_resource'],
  ['resource.labels.service', 'login.googleapis.com'],
])('a sign-in, which has no resources in OCSF, keeps %s where rules find it', (field, value) => {
  const event = onlyEvent(gcpAudit, signIn('loginFailure'));
  const found = gcpAudit.fieldPaths(field).flatMap((path) => valuesAt(event as unknown as JsonValue, path));

  expect(found).toContain(value);
});

test('the user of a sign-in is no part of its actor, as each is masked in place', () => {
  const events: { user?: object; actor?: { user?: object } }[] = [];
  gcpAudit.open({ input: 'test', path: 'test' })(signIn('loginSuccess'), (event) => events.push(event));

  expect(events[0]?.user).toBeDefined();
  expect(events[0]?.user).not.toBe(events[0]?.actor?.user);
});

test.each(['2svEnroll', 'passwordEdit', 'toString'])('%s is no sign-in', (method) => {
  expect(onlyEvent(gcpAudit, signIn(method)).class_uid).toBe(6003);
});
