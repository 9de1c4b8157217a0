import { azureActivity } from '../../../../lib/sources/azure-activity/source';

const resourceId = '/SUBSCRIPTIONS/1/RESOURCEGROUPS/G/PROVIDERS/P/T/N';

test.each([
  ['an operation on a subscription without a category', { operationName: 'P/T/WRITE', resourceId }],
  ['a category of the former export', { operationName: 'P/T/WRITE', category: 'Write' }],
  ['a Key Vault audit event', { operationName: 'SecretGet', category: 'AuditEvent', resourceId }],
])('claims %s', (_, record) => {
  expect(azureActivity.recognise(record)).toBe(true);
});

test.each([
  [
    'a directory sign-in',
    { time: 't', operationName: 'Sign-in activity', category: 'SignInLogs', resourceId: '/tenants/1' },
  ],
  [
    'a function log',
    {
      time: 't',
      operationName: 'Microsoft.Web/sites/functions/log',
      category: 'FunctionAppLogs',
      resourceId,
    },
  ],
  [
    'a network security group flow',
    { time: 't', category: 'NetworkSecurityGroupFlowEvent', operationName: 'NSGFlow', resourceId },
  ],
  ['a CloudTrail event', { eventVersion: '1.08', eventTime: 't', eventName: 'CreateUser', userIdentity: {} }],
  ['a Google log entry', { protoPayload: { methodName: 'm' }, timestamp: 't', logName: 'projects/p/logs/l' }],
  ['an Office record', { CreationTime: 't', Operation: 'FileAccessed', Workload: 'SharePoint' }],
  [
    'another Log Analytics table',
    { TimeGenerated: 't', Type: 'SigninLogs', OperationName: 'Sign-in activity' },
  ],
  ['a line of text', 'time caller'],
  ['nothing', null],
])('leaves %s to others', (_, record) => {
  expect(azureActivity.recognise(record)).toBe(false);
});
