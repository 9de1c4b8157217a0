import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { roleName } from '../../policy/names';
import { LOGS_DESTINATION } from '../constructs/logs-destination';
import type { PlatformProps } from '../platform-stack';
import type { RecordStream } from './record-stream';

export interface LogsRoleProps extends PlatformProps {
  readonly logs: RecordStream;
}

/** By which CloudWatch Logs of every region hands over to the one stream. Destinations name it. */
export class LogsRole extends Construct {
  constructor(scope: Construct, id: string, { platform, aws, logs }: LogsRoleProps) {
    super(scope, id);
    const within =
      aws.organizationId === undefined
        ? { 'aws:SourceAccount': Stack.of(this).account }
        : { 'aws:SourceOrgID': aws.organizationId };
    new Role(this, 'Role', {
      roleName: roleName(platform, LOGS_DESTINATION),
      description: 'CloudWatch Logs hands log lines of member accounts to the stream with it',
      assumedBy: new ServicePrincipal('logs.amazonaws.com').withConditions({ StringEquals: within }),
      inlinePolicies: { handover: new PolicyDocument({ statements: logs.writing('kinesis:PutRecord') }) },
    });
  }
}
