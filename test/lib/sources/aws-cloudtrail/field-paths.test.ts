import { awsCloudTrail } from '../../../../lib/sources/aws-cloudtrail/source';
import { onlyEvent, valueAt } from '../aws/normalise';
import { CASES, record } from './fixtures';

const NAMES = [
  ...['eventSource', 'eventName', 'awsRegion', 'userAgent', 'sourceIPAddress', 'errorCode', 'errorMessage'],
  ...[
    'eventID',
    'eventTime',
    'eventType',
    'eventCategory',
    'eventVersion',
    'apiVersion',
    'requestID',
    'readOnly',
  ],
  ...[
    'managementEvent',
    'recipientAccountId',
    'sharedEventID',
    'vpcEndpointId',
    'sessionCredentialFromConsole',
  ],
  ...['userIdentity.type', 'userIdentity.arn', 'userIdentity.principalId', 'userIdentity.accountId'],
  ...[
    'userIdentity.accessKeyId',
    'userIdentity.invokedBy',
    'userIdentity.sessionContext.sessionIssuer.userName',
  ],
  ...['userIdentity.sessionContext.attributes.mfaAuthenticated', 'userIdentity.identityProvider'],
  ...['requestParameters', 'requestParameters.bucketName', 'requestParameters.policyArn', 'responseElements'],
  ...[
    'responseElements.ConsoleLogin',
    'additionalEventData.MFAUsed',
    'serviceEventDetails.UserAuthentication',
  ],
  ...['insightDetails.insightType', 'tlsDetails.tlsVersion', 'resources.ARN', 'resources.type'],
];

/** Records whose event has something at a path although the record lacks the field; each is said in a docstring. */
const STANDING_IN: Readonly<Record<string, readonly string[]>> = {
  eventName: ['insight', 'seed-flat', 'seed-flat-two-attributes'],
  eventSource: ['insight'],
  'userIdentity.invokedBy': ['insight'],
  sourceIPAddress: ['insight', 'seed-flat', 'seed-flat-two-attributes'],
  eventID: ['seed-flat', 'seed-flat-two-attributes'],
};

describe.each(NAMES)('the field %s', (field) => {
  const paths = awsCloudTrail.fieldPaths(field);

  it('has the record’s own value in every event, at one path at most', () => {
    for (const { name, raw } of CASES) {
      if (STANDING_IN[field]?.includes(name)) {
        continue;
      }
      const expected = valueAt(raw, field) ?? undefined;
      const event = onlyEvent(awsCloudTrail, raw);
      const found = paths.map((path) => valueAt(event, path)).filter((value) => value !== undefined);

      expect({ name, found }).toEqual({
        name,
        found: expected === undefined || expected === '' ? [] : [expected],
      });
    }
  });
});

describe('fieldPaths', () => {
  it('has a path for every field it suggests', () => {
    expect(awsCloudTrail.fields.filter((field) => awsCloudTrail.fieldPaths(field).length === 0)).toEqual([]);
  });

  it.each(['', '.', 'nonsense', 'EventName', 'gcp.audit.method_name', '__proto__', 'constructor'])(
    'has none for %j, which no CloudTrail record holds',
    (field) => {
      expect(awsCloudTrail.fieldPaths(field)).toEqual([]);
    },
  );

  it('takes the names of rules for any product', () => {
    expect(valueAt(onlyEvent(awsCloudTrail, record('iam-user')), 'src_endpoint.ip')).toBe('203.0.113.50');
    expect(awsCloudTrail.fieldPaths('src_ip')).toEqual(['src_endpoint.ip']);
  });
});
