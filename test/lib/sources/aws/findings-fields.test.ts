import { awsGuardDuty } from '../../../../lib/sources/aws-guardduty/source';
import { awsSecurityHub } from '../../../../lib/sources/aws-security-hub/source';
import { valuesAt } from '../azure-activity/normalised';
import { fixturePairs } from './fixture-pairs';
import { onlyEvent } from './normalise';

const CASES = [
  [awsGuardDuty, 'network-connection-inbound', 'type', 'UnauthorizedAccess:EC2/SSHBruteForce'],
  [awsGuardDuty, 'network-connection-inbound', 'severity', 2],
  [awsGuardDuty, 'network-connection-inbound', 'accountId', '111122223333'],
  [awsGuardDuty, 'network-connection-inbound', 'resource.resourceType', 'Instance'],
  [awsGuardDuty, 'network-connection-inbound', 'resource.instanceDetails.instanceId', 'i-0aa11bb22cc33dd44'],
  [awsGuardDuty, 'network-connection-inbound', 'resource.instanceDetails.imageId', 'ami-0aa11bb22cc33dd44'],
  [awsGuardDuty, 'network-connection-inbound', 'resource.instanceDetails.tags.value', 'web'],
  [awsGuardDuty, 'network-connection-inbound', 'service.action.actionType', 'NETWORK_CONNECTION'],
  [
    awsGuardDuty,
    'network-connection-inbound',
    'service.action.networkConnectionAction.remoteIpDetails.ipAddressV4',
    '198.51.100.7',
  ],
  [
    awsGuardDuty,
    'network-connection-outbound',
    'service.action.networkConnectionAction.remotePortDetails.port',
    3333,
  ],
  [awsGuardDuty, 'network-connection-outbound', 'service.action.networkConnectionAction.blocked', false],
  [awsGuardDuty, 'api-call', 'service.action.awsApiCallAction.api', 'GetObject'],
  [awsGuardDuty, 'api-call', 'service.action.awsApiCallAction.callerType', 'Remote IP'],
  [awsGuardDuty, 'api-call', 'resource.accessKeyDetails.userName', 'alice'],
  [awsGuardDuty, 'api-call', 'resource.accessKeyDetails.userType', 'IAMUser'],
  [awsGuardDuty, 'api-call', 'resource.s3BucketDetails.name', 'acme-reports'],
  [awsGuardDuty, 'api-call', 'resource.s3BucketDetails.publicAccess.effectivePermission', 'NOT_PUBLIC'],
  [awsGuardDuty, 'port-probe', 'service.action.portProbeAction.portProbeDetails.localPortDetails.port', 443],
  [awsGuardDuty, 'dns-request', 'service.action.dnsRequestAction.domain', 'c2.example.com'],
  [awsGuardDuty, 'dns-request', 'service.additionalInfo.threatListName', 'Example list'],
  [
    awsGuardDuty,
    'kubernetes-api-call',
    'resource.kubernetesDetails.kubernetesUserDetails.groups',
    'system:authenticated',
  ],
  [awsGuardDuty, 'attack-sequence', 'service.detection.sequence.signals.type', 'CLOUD_TRAIL'],
  [awsGuardDuty, 'archived', 'service.archived', true],
  [awsSecurityHub, 'detection', 'ProductName', 'Macie'],
  [awsSecurityHub, 'detection', 'Severity.Original', 'High'],
  [awsSecurityHub, 'detection', 'RecordState', 'ACTIVE'],
  [awsSecurityHub, 'detection', 'Workflow.Status', 'NEW'],
  [awsSecurityHub, 'detection', 'Resources.Id', 'arn:aws:s3:::acme-reports'],
  [awsSecurityHub, 'detection', 'Resources.Details.AwsS3Bucket.OwnerId', 'EXAMPLEOWNER'],
  [awsSecurityHub, 'detection', 'Resources.Tags.team', 'shop'],
  [awsSecurityHub, 'control', 'Compliance.Status', 'FAILED'],
  [awsSecurityHub, 'control', 'Compliance.SecurityControlId', 'S3.8'],
  [awsSecurityHub, 'control-passed', 'ProductFields.RuleId', '1.1'],
  [awsSecurityHub, 'vulnerability', 'Vulnerabilities.Id', 'ALAS-2024-1'],
  [awsSecurityHub, 'vulnerability', 'Vulnerabilities.ExploitAvailable', 'NO'],
  [awsSecurityHub, 'from-guardduty', 'Action.AwsApiCallAction.Api', 'GetObject'],
  [awsSecurityHub, 'from-guardduty', 'Action.AwsApiCallAction.RemoteIpDetails.IpAddressV4', '198.51.100.7'],
  [awsSecurityHub, 'ocsf', 'Title', 'Publicly reachable instance with a critical vulnerability'],
] as const;

test.each(CASES.map(([source, ...rest]) => [source.id, ...rest, source] as const))(
  'of %s in %s the rule field %s holds what the finding said: %s',
  (id, name, field, value, source) => {
    const raw = fixturePairs(id).find((pair) => pair.name === name)?.raw ?? {};

    const found = source.fieldPaths(field).flatMap((path) => valuesAt(onlyEvent(source, raw), path));

    expect(found.flat()).toContainEqual(value);
  },
);

test.each([awsGuardDuty, awsSecurityHub])('every field that $id advertises has a place', (source) => {
  expect(source.fields.filter((field) => source.fieldPaths(field).length === 0)).toEqual([]);
});

test.each(['constructor', '__proto__', 'eventName', '', 'resourceX', 'detail'])(
  'no finding has the field %p',
  (field) => {
    expect([awsGuardDuty, awsSecurityHub].flatMap((source) => source.fieldPaths(field))).toEqual([]);
  },
);
