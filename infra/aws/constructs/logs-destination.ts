import { ArnFormat, Stack } from 'aws-cdk-lib';
import { CfnDestination } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { logsDestinationName, roleName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';
import { roleArn } from './role-arn';

/** Part of the name of the role by which destinations hand over to the stream. */
export const LOGS_DESTINATION = 'logs-destination';

/**
 * One region's way in for log groups of member accounts: a destination that the organization may subscribe to, and that
 * leads to the one stream of the home region. Source: Amazon CloudWatch Logs User Guide, account-level subscriptions:
 * log groups and destination are of one region, what the destination points to may be of another.
 */
export class LogsDestination extends Construct {
  constructor(scope: Construct, id: string, { platform, aws }: PlatformProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const destinationArn = stack.formatArn({
      service: 'logs',
      resource: 'destination',
      resourceName: logsDestinationName(platform),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    new CfnDestination(this, 'Destination', {
      destinationName: logsDestinationName(platform),
      roleArn: roleArn(this, aws.securityAccount, roleName(platform, LOGS_DESTINATION)),
      targetArn: stack.formatArn({
        service: 'kinesis',
        region: aws.homeRegion,
        resource: 'stream',
        resourceName: logsDestinationName(platform),
      }),
      destinationPolicy: stack.toJsonString({
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'Members',
            Effect: 'Allow',
            Principal: '*',
            Action: ['logs:PutSubscriptionFilter', 'logs:PutAccountPolicy'],
            Resource: destinationArn,
            Condition:
              aws.organizationId === undefined
                ? { StringEquals: { 'aws:PrincipalAccount': aws.securityAccount } }
                : { StringEquals: { 'aws:PrincipalOrgID': aws.organizationId } },
          },
        ],
      }),
    });
  }
}
