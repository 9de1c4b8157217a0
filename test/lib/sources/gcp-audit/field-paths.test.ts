import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isObject } from '../../../../lib/json';
import { gcpAudit } from '../../../../lib/sources/gcp-audit/source';
import { describeWith, SHARED } from '../../../support/needs';
import { fixturePairs, onlyEvent, valuesAt } from '../azure-activity/normalised';

const raws = new Map(fixturePairs('gcp-audit').map(({ name, raw }) => [name, raw]));

test.each([
  ['activity', 'gcp.audit.method_name', 'v1.compute.firewalls.insert'],
  ['activity', 'data.protoPayload.methodName', 'v1.compute.firewalls.insert'],
  ['activity', 'methodName', 'v1.compute.firewalls.insert'],
  ['activity', 'data.protoPayload.serviceName', 'compute.googleapis.com'],
  ['activity', 'data.protoPayload.resource.type', 'gce_firewall_rule'],
  ['activity', 'data.protoPayload.logName', 'cloudaudit.googleapis.com/activity'],
  ['activity', 'data.protoPayload.authorizationInfo.permission', 'compute.networks.updatePolicy'],
  ['activity', 'data.protoPayload.authorizationInfo.granted', true],
  ['activity', 'gcp.audit.authorization_info.permission_type', 'ADMIN_WRITE'],
  ['activity', 'gcp.audit.authentication_info.principal_email', 'deployer@shop-prod.iam.gserviceaccount.com'],
  [
    'activity',
    'protoPayload.authenticationInfo.serviceAccountDelegationInfo.firstPartyPrincipal.principalEmail',
    'hanako@shop.example',
  ],
  ['activity', 'protoPayload.request.priority', '1000'],
  ['activity', 'protoPayload.response.status', 'RUNNING'],
  ['activity', 'protoPayload.numResponseItems', '1'],
  ['activity', 'resource.labels.project_id', 'shop-prod'],
  ['activity', 'operation.producer', 'compute.googleapis.com'],
  ['policy-denied', 'protoPayload.metadata.violationReason', 'NO_MATCHING_ACCESS_LEVEL'],
  ['policy-denied', 'protoPayload.status.code', '7'],
  ['policy-denied', 'requestMetadata.callerIp', 'gce-internal-ip'],
  ['json-payload', 'jsonPayload.order', 'o-1'],
])('in %s the rule field %s holds what the log said', (name, field, value) => {
  const event = onlyEvent(gcpAudit, raws.get(name));

  const found = gcpAudit.fieldPaths(field).flatMap((path) => valuesAt(event, path));

  expect(found).toContainEqual(value);
});

test.each(['eventName', 'constructor', '__proto__', 'operationName', ''])(
  'has no place for the field %p',
  (field) => {
    expect(gcpAudit.fieldPaths(field)).toEqual([]);
  },
);

test('every field it advertises has a place', () => {
  expect(gcpAudit.fields.filter((field) => gcpAudit.fieldPaths(field).length === 0)).toEqual([]);
});

describeWith(['shared'], 'the published rules for this source', () => {
  const folder = join(SHARED, 'sigma', 'rules', 'cloud', 'gcp', 'audit');
  const fields = () =>
    readdirSync(folder).flatMap((file) => {
      const { detection } = parse(readFileSync(join(folder, file), 'utf8')) as {
        detection: Record<string, unknown>;
      };
      return Object.values(detection).flatMap((selection) =>
        isObject(selection) ? Object.keys(selection) : [],
      );
    });

  test('find a place for every field they name', () => {
    const names = new Set(fields().map((field) => field.split('|', 1)[0] ?? ''));

    expect([...names].filter((name) => gcpAudit.fieldPaths(name).length === 0)).toEqual([]);
    expect(names.size).toBeGreaterThan(3);
  });
});
