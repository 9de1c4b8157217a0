import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { approvalMachineName, roleName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

export interface ApprovalRoleProps extends PlatformProps {
  readonly step: IFunction;
  readonly key: IKey;
  /** ARN of the state machine. */
  readonly machine: string;
}

/** What the state machine of approvals may do: invoke its steps, and keep its history and log. */
export function approvalRole(scope: Construct, { platform, step, key, machine }: ApprovalRoleProps): Role {
  const stack = Stack.of(scope);
  const useKey = (sid: string, actions: string[], context: Record<string, string>) =>
    new PolicyStatement({ sid, actions, resources: [key.keyArn], conditions: { StringEquals: context } });
  return new Role(scope, 'Role', {
    roleName: roleName(platform, 'approval'),
    description: `State machine ${approvalMachineName(platform)}: asks people to approve responses`,
    assumedBy: new ServicePrincipal('states.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnEquals: { 'aws:SourceArn': machine },
      },
    }),
    inlinePolicies: {
      machine: new PolicyDocument({
        statements: [
          new PolicyStatement({
            sid: 'Step',
            actions: ['lambda:InvokeFunction'],
            resources: [step.functionArn],
          }),
          useKey('History', ['kms:Decrypt', 'kms:GenerateDataKey'], {
            'kms:EncryptionContext:aws:states:stateMachineArn': machine,
          }),
          useKey('LogKey', ['kms:GenerateDataKey'], {
            'kms:EncryptionContext:SourceArn': `arn:${stack.partition}:logs:${stack.region}:${stack.account}:*`,
          }),
          new PolicyStatement({
            sid: 'FindLog',
            actions: ['logs:DescribeLogGroups'],
            resources: [
              stack.formatArn({
                service: 'logs',
                resource: 'log-group',
                resourceName: '*',
                arnFormat: ArnFormat.COLON_RESOURCE_NAME,
              }),
            ],
          }),
          // Log delivery and X-Ray know no resources.
          new PolicyStatement({
            sid: 'LogAndTrace',
            actions: [
              'logs:CreateLogDelivery',
              'logs:GetLogDelivery',
              'logs:UpdateLogDelivery',
              'logs:DeleteLogDelivery',
              'logs:ListLogDeliveries',
              'logs:PutResourcePolicy',
              'logs:DescribeResourcePolicies',
              'xray:PutTraceSegments',
              'xray:PutTelemetryRecords',
              'xray:GetSamplingRules',
              'xray:GetSamplingTargets',
            ],
            resources: ['*'],
          }),
        ],
      }),
    },
  });
}
