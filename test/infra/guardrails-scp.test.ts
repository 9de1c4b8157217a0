import { policyText } from '../../infra/policy/guardrails/document';
import { guardrails } from '../../infra/policy/guardrails/guardrails';
import { AWS_ORGANIZATION } from '../lib/config/support';
import { actionsOf, contextOf, documentOf, statement } from './guardrails-support';
import { platformOf } from './support';

describe('the service control policy', () => {
  const scp = documentOf('scp');

  it.each([
    'cloudtrail:StopLogging',
    'cloudtrail:DeleteTrail',
    'cloudtrail:UpdateTrail',
    'cloudtrail:PutEventSelectors',
    'config:StopConfigurationRecorder',
    'config:DeleteConfigurationRecorder',
    'config:PutConfigurationRecorder',
    'config:DeleteDeliveryChannel',
    'config:PutDeliveryChannel',
    'guardduty:DeleteDetector',
    'guardduty:UpdateDetector',
    'guardduty:DeleteMembers',
    'guardduty:StopMonitoringMembers',
    'guardduty:Disassociate*',
    'securityhub:DisableSecurityHub',
    'securityhub:DeleteMembers',
    'securityhub:Disassociate*',
    'ec2:DeleteFlowLogs',
    'route53resolver:DeleteResolverQueryLogConfig',
    'route53resolver:DisassociateResolverQueryLogConfig',
  ])('keeps logging on: %s', (action) => {
    const { Effect, Action, Resource } = statement(scp, 'KeepLogging');

    expect(Action).toContain(action);
    expect({ Effect, Resource }).toEqual({ Effect: 'Deny', Resource: ['*'] });
  });

  it.each([
    's3:PutBucketPolicy',
    's3:DeleteBucketPolicy',
    's3:PutLifecycleConfiguration',
    's3:BypassGovernanceRetention',
    's3:DeleteObject',
    's3:DeleteObjectVersion',
    's3:DeleteBucket',
    's3:PutBucketVersioning',
    's3:PutBucketObjectLockConfiguration',
    's3:PutBucketPublicAccessBlock',
    's3:PutBucketLogging',
    's3:PutEncryptionConfiguration',
    'iam:CreateRole',
    'iam:DeleteRole',
    'iam:UpdateRole',
    'iam:UpdateAssumeRolePolicy',
    'iam:AttachRolePolicy',
    'iam:DetachRolePolicy',
    'iam:PutRolePolicy',
    'iam:DeleteRolePolicy',
    'iam:PutRolePermissionsBoundary',
    'iam:DeleteRolePermissionsBoundary',
    'events:DeleteRule',
    'events:DisableRule',
    'events:PutRule',
    'events:PutTargets',
    'events:RemoveTargets',
    'cloudformation:CreateChangeSet',
    'cloudformation:ExecuteChangeSet',
    'cloudformation:UpdateStack',
    'cloudformation:DeleteStack',
  ])('keeps the platform as it is: %s', (action) => {
    expect(statement(scp, 'KeepPlatform').Action).toContain(action);
  });

  it.each([
    'kms:ScheduleKeyDeletion',
    'kms:DisableKey',
    'kms:DisableKeyRotation',
    'kms:PutKeyPolicy',
    'kms:DeleteAlias',
    'kms:UpdateAlias',
    'kms:UntagResource',
  ])('keeps the keys of the stores: %s', (action) => {
    const { Action, Resource, Condition } = statement(scp, 'KeepKeys');

    expect(Action).toContain(action);
    expect(Resource).toEqual(['arn:aws:kms:*:222222222222:key/*', 'arn:aws:kms:*:666666666666:key/*']);
    expect(Condition?.StringEquals).toEqual({ 'aws:ResourceTag/platform': 'acme' });
  });

  it('is about resources that bear the name of the platform, and no others', () => {
    expect(statement(scp, 'KeepPlatform').Resource).toEqual([
      'arn:aws:iam::*:role/acme-*',
      'arn:aws:iam::*:role/stacksets-exec-*',
      'arn:aws:cloudformation:*:*:stack/acme-*',
      'arn:aws:cloudformation:*:*:stack/StackSet-acme-*',
      'arn:aws:events:*:*:rule/acme-*',
      'arn:aws:s3:::acme-*',
      'arn:aws:s3:::aws-waf-logs-acme-*',
    ]);
  });

  it('lets nobody leave the organization, the exempt included', () => {
    expect(statement(scp, 'StayInOrganization')).toEqual({
      Sid: 'StayInOrganization',
      Effect: 'Deny',
      Action: ['organizations:LeaveOrganization'],
      Resource: ['*'],
    });
  });

  it.each(['KeepLogging', 'KeepPlatform', 'KeepKeys'])(
    'exempts from %s the deployment roles of the platform accounts only, StackSets and its own roles',
    (sid) => {
      expect(statement(scp, sid).Condition?.ArnNotLike).toEqual({
        'aws:PrincipalArn': [
          'arn:aws:iam::222222222222:role/cdk-hnb659fds-cfn-exec-role-222222222222-*',
          'arn:aws:iam::222222222222:role/cdk-hnb659fds-deploy-role-222222222222-*',
          'arn:aws:iam::666666666666:role/cdk-hnb659fds-cfn-exec-role-666666666666-*',
          'arn:aws:iam::666666666666:role/cdk-hnb659fds-deploy-role-666666666666-*',
          'arn:aws:iam::*:role/stacksets-exec-*',
          'arn:aws:iam::*:role/acme-*',
        ],
      });
    },
  );

  it('exempts the roles the configuration names, under its own bootstrap qualifier', () => {
    const text = policyText(
      documentOf(
        'scp',
        '  bootstrap_qualifier: vault\n  guardrail_exempt_roles: [AWSControlTowerExecution, AWSAccelerator*]\n',
      ),
    );

    expect(text).toContain('arn:aws:iam::*:role/AWSControlTowerExecution');
    expect(text).toContain('arn:aws:iam::*:role/AWSAccelerator*');
    expect(text).toContain('cdk-vault-cfn-exec-role-222222222222-*');
    expect(text).not.toContain('hnb659fds');
  });

  it('denies, and allows nothing', () => {
    expect(new Set(scp.Statement.map(({ Effect }) => Effect))).toEqual(new Set(['Deny']));
  });

  it.each([
    ['trail', 'cloudtrail:'],
    ['config', 'config:'],
    ['guardduty', 'guardduty:'],
    ['security_hub', 'securityhub:'],
  ])('leaves %s to its owner where kumomori does not create it', (service, prefix) => {
    const actions = actionsOf(documentOf('scp', `  ${service}: off\n`));

    expect(actions.filter((action) => action.startsWith(prefix))).toEqual([]);
    expect(actions).toContain('ec2:DeleteFlowLogs');
  });

  it('keeps the subscription of log groups where kumomori makes one', () => {
    const subscription = ['logs:DeleteAccountPolicy', 'logs:PutAccountPolicy'];

    expect(actionsOf(documentOf('scp', '  cloudwatch_logs: create\n'))).toEqual(
      expect.arrayContaining(subscription),
    );
    expect(actionsOf(scp)).not.toEqual(expect.arrayContaining(subscription));
  });

  it('goes to the organizational units and the platform accounts, or to the root that has them all', () => {
    const targets = (units: string) => {
      const text = AWS_ORGANIZATION.replace('[ou-ab12-3cd4ef56, ou-ab12-7gh8ij90]', units);
      return guardrails(contextOf(platformOf('production', '', text)))[0]?.targets;
    };

    expect(targets('[ou-ab12-3cd4ef56]')).toEqual(['ou-ab12-3cd4ef56', '222222222222', '666666666666']);
    expect(targets('[]')).toEqual(['222222222222', '666666666666']);
    expect(targets('[r-ab12, ou-ab12-3cd4ef56]')).toEqual(['r-ab12']);
  });
});
