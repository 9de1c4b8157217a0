import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { approvalMachineName } from '../../policy/names';
import { operationsAlarm } from '../constructs/operations-alarm';
import type { PlatformProps } from '../platform-stack';
import { approvalDefinition } from './approval-definition';
import { approvalLog } from './approval-log';
import { approvalRole } from './approval-role';

export interface ApprovalMachineProps extends PlatformProps {
  readonly step: IFunction;
  readonly key: IKey;
  /** Who is told of executions that failed. */
  readonly topic: ITopic;
}

/** ARN of the state machine of approvals, which its functions name before it is there. */
export function approvalMachineArn(stack: Stack, { platform }: PlatformProps): string {
  return stack.formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: approvalMachineName(platform),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/**
 * The Standard state machine NAME-approval. Its log leaves out what executions carry, since that holds task tokens; its
 * history, which holds them too, is read with the key alone.
 */
export class ApprovalMachine extends Construct {
  constructor(scope: Construct, id: string, props: ApprovalMachineProps) {
    super(scope, id);
    const { platform, step, key, topic } = props;
    const stack = Stack.of(this);
    const name = approvalMachineName(platform);
    const logGroup = approvalLog(this, props);
    const machine = new CfnStateMachine(this, 'Machine', {
      stateMachineName: name,
      stateMachineType: 'STANDARD',
      definition: approvalDefinition(`arn:${stack.partition}:states:::lambda:invoke`, step.functionArn),
      roleArn: approvalRole(this, { ...props, machine: approvalMachineArn(stack, props) }).roleArn,
      loggingConfiguration: {
        level: 'ALL',
        includeExecutionData: false,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: logGroup.logGroupArn } }],
      },
      tracingConfiguration: { enabled: true },
      encryptionConfiguration: {
        type: 'CUSTOMER_MANAGED_KMS_KEY',
        kmsKeyId: key.keyArn,
        kmsDataKeyReusePeriodSeconds: 300,
      },
    });
    operationsAlarm(this, 'Failed', {
      description: `An approval failed, and nothing was approved: read /aws/lambda/${platform.name}-approve-step, then ask again`,
      runbook: 'an-approval-failed',
      metric: new Metric({
        namespace: 'AWS/States',
        metricName: 'ExecutionsFailed',
        dimensionsMap: { StateMachineArn: machine.ref },
        statistic: 'Sum',
      }),
      threshold: 1,
      topic,
    });
  }
}
