import { gcpAudit } from '../../../../lib/sources/gcp-audit/source';

test.each([
  ['an audit entry', { protoPayload: { methodName: 'm' } }],
  ['a text entry', { textPayload: 't', logName: 'projects/p/logs/l' }],
  ['a flat audit log', { methodName: 'm', authenticationInfo: {} }],
])('claims %s', (_, record) => {
  expect(gcpAudit.recognise(record)).toBe(true);
});

test.each([
  ['DNS queries', { jsonPayload: {}, logName: 'projects/p/logs/dns.googleapis.com%2Fdns_queries' }],
  ['VPC flows', { jsonPayload: {}, logName: 'projects/p/logs/compute.googleapis.com%2Fvpc_flows' }],
  [
    'VPC flows, unescaped',
    { jsonPayload: {}, logName: 'projects/p/logs/networkmanagement.googleapis.com/vpc_flows' },
  ],
  ['a CloudTrail event', { eventVersion: '1.08', eventTime: 't', eventName: 'CreateUser', userIdentity: {} }],
  ['an Azure record', { time: 't', operationName: 'P/T/WRITE', category: 'Administrative' }],
  ['a JSON log of an application', { jsonPayload: {}, logName: 'app' }],
  ['a line of text', 'protoPayload'],
  ['nothing', null],
])('leaves %s to others', (_, record) => {
  expect(gcpAudit.recognise(record)).toBe(false);
});
