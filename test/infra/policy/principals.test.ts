import { noWildcard } from '../../../infra/policy/checks/no-wildcard';
import { principalBound } from '../../../infra/policy/checks/principal-bound';
import type { JsonObject, JsonValue } from '../../../lib/json';
import { ACCOUNT, template } from './support';

const ORGANIZATION = { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } };
const SOURCE = { StringEquals: { 'aws:SourceAccount': ACCOUNT } };
const OTHER = 'arn:aws:iam::333333333333:role/reader';

describe('principal-bound', () => {
  it.each<[title: string, principal: JsonValue, condition: JsonObject]>([
    ['the own account', { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } }, {}],
    ['the own account by its number', { AWS: ACCOUNT }, {}],
    ['a role of the own account', { AWS: `arn:aws:iam::${ACCOUNT}:role/x` }, {}],
    ['a role of the template', { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } }, {}],
    ['another account of the organization', { AWS: OTHER }, ORGANIZATION],
    ['everybody in the organization', '*', ORGANIZATION],
    [
      'everybody below an organizational unit',
      '*',
      { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } },
    ],
    ['a service for one account', { Service: 'delivery.logs.amazonaws.com' }, SOURCE],
    [
      'a service for one trail',
      { Service: 'cloudtrail.amazonaws.com' },
      { ArnEquals: { 'AWS:SourceArn': 'arn:x:cloudtrail:r:1:trail/t' } },
    ],
    [
      'a service for the organization',
      { Service: 'config.amazonaws.com' },
      { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } },
    ],
  ])('lets %s pass', (_, principal, condition) => {
    expect(check(principal, condition)).toEqual([]);
  });

  it.each<[title: string, principal: JsonValue, condition: JsonObject]>([
    ['everybody', '*', {}],
    ['everybody, written as a map', { AWS: '*' }, {}],
    ['another account', { AWS: OTHER }, {}],
    ['another account by its number', { AWS: '333333333333' }, {}],
    [
      'another account of whatever organization',
      { AWS: OTHER },
      { StringLike: { 'aws:PrincipalOrgID': '*' } },
    ],
    [
      'another account where the organization is optional',
      { AWS: OTHER },
      { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } },
    ],
    ['all organizations but one', { AWS: OTHER }, { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } }],
    ['anybody with any organization', '*', { Null: { 'aws:PrincipalOrgID': 'false' } }],
    [
      'all values of an absent key',
      '*',
      { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgPaths': 'o-1/*' } },
    ],
    ['a service without a source', { Service: 'cloudtrail.amazonaws.com' }, {}],
    [
      'a service for any account',
      { Service: 'cloudtrail.amazonaws.com' },
      { StringLike: { 'aws:SourceAccount': '*' } },
    ],
    [
      'a service for any ARN',
      { Service: 'cloudtrail.amazonaws.com' },
      { ArnLike: { 'aws:SourceArn': 'arn:*:*:*:*:*' } },
    ],
    [
      'a service over TLS alone',
      { Service: 'cloudtrail.amazonaws.com' },
      { Bool: { 'aws:SecureTransport': 'true' } },
    ],
    ['a federated identity', { Federated: 'accounts.google.com' }, {}],
  ])('finds %s', (_, principal, condition) => {
    expect(check(principal, condition)).toHaveLength(1);
  });

  it('finds everybody but some', () => {
    const statement = {
      Effect: 'Allow',
      NotPrincipal: { AWS: OTHER },
      Action: 's3:GetObject',
      Resource: '*',
    };

    expect(principalBound.check(bucketPolicy(statement))).toHaveLength(1);
  });

  it.each<[string, Record<string, JsonObject>]>([
    [
      'a role',
      {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: { AssumeRolePolicyDocument: { Statement: allow({ AWS: OTHER }, {}) } },
        },
      },
    ],
    ['a key', { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [allow('*', {})] } } } }],
    [
      'a function',
      {
        P: {
          Type: 'AWS::Lambda::Permission',
          Properties: { Principal: 's3.amazonaws.com', Action: 'lambda:InvokeFunction' },
        },
      },
    ],
    [
      'a bus',
      {
        P: {
          Type: 'AWS::Events::EventBusPolicy',
          Properties: { Principal: '*', Action: 'events:PutEvents' },
        },
      },
    ],
    [
      'a log destination written as text',
      {
        D: {
          Type: 'AWS::Logs::Destination',
          Properties: { DestinationPolicy: JSON.stringify({ Statement: [allow('*', {})] }) },
        },
      },
    ],
    [
      'a log destination written in parts',
      {
        D: {
          Type: 'AWS::Logs::Destination',
          Properties: {
            DestinationPolicy: {
              'Fn::Join': [
                '',
                [
                  '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"x","Resource":"',
                  { Ref: 'A' },
                  '"}]}',
                ],
              ],
            },
          },
        },
      },
    ],
  ])('looks at the policy of %s', (_, resources) => {
    expect(principalBound.check(template(resources))).toHaveLength(1);
  });
});

describe('no-wildcard', () => {
  it.each<[title: string, statement: JsonObject, finds: number]>([
    ['named actions on named things', { Action: ['s3:GetObject'], Resource: 'x' }, 0],
    ['a part of an action', { Action: 's3:Get*', Resource: 'x' }, 0],
    ['every action', { Action: '*', Resource: 'x' }, 1],
    ['every action of a service', { Action: 's3:*', Resource: 'x' }, 1],
    ['an action on everything', { Action: 's3:GetObject', Resource: '*' }, 1],
    ['an action that takes no resource', { Action: 'organizations:ListAccounts', Resource: '*' }, 0],
    [
      'one that does beside one that does not',
      { Action: ['organizations:ListAccounts', 's3:GetObject'], Resource: '*' },
      1,
    ],
    ['all but an action', { NotAction: 'iam:*', Resource: 'x' }, 1],
    ['all but a resource', { Action: 's3:GetObject', NotResource: 'x' }, 1],
    ['a denial', { Effect: 'Deny', Action: '*', Resource: '*' }, 0],
  ])('judges %s', (_, statement, finds) => {
    const body = { Effect: 'Allow', ...statement };
    const policy = { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Statement: [body] } } };

    expect(noWildcard.check(template({ Policy: policy }))).toHaveLength(finds);
  });
});

function allow(principal: JsonValue, condition: JsonObject): JsonObject {
  return {
    Effect: 'Allow',
    Principal: principal,
    Action: 's3:PutObject',
    Resource: '*',
    Condition: condition,
  };
}

function check(principal: JsonValue, condition: JsonObject) {
  return principalBound.check(bucketPolicy(allow(principal, condition)));
}

function bucketPolicy(statement: JsonObject) {
  return template({
    Policy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: { Bucket: 'b', PolicyDocument: { Statement: [statement] } },
    },
  });
}
