import { ArnFormat, Aws, CfnCondition, Fn, Stack } from 'aws-cdk-lib';
import { CfnAccountPolicy } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { logGroupName, logsDestinationName } from '../../policy/names';
import { platformHandlers } from '../../policy/platform-handlers';
import type { PlatformProps } from '../platform-stack';

/**
 * The account-level subscription of one account and region: every log group, today's and tomorrow's, to the region's
 * destination in the security account. Never in an account that the platform runs in, and never of the platform's own
 * functions wherever they are: their log of what they read would be read again. An account has one such subscription;
 * where there is another already, this one fails and the account is shown as failed.
 */
export class MemberLogs extends Construct {
  constructor(scope: Construct, id: string, { platform, aws }: PlatformProps) {
    super(scope, id);
    const elsewhere = new CfnCondition(this, 'IsMember', {
      expression: Fn.conditionNot(
        Fn.conditionOr(
          ...[...new Set([aws.securityAccount, aws.logArchiveAccount, aws.managementAccount])].flatMap(
            (account) => (account === undefined ? [] : [Fn.conditionEquals(Aws.ACCOUNT_ID, account)]),
          ),
        ),
      ),
    });
    const own = platformHandlers().map((handler) => logGroupName(platform, handler));
    const policy = new CfnAccountPolicy(this, 'Subscription', {
      policyName: `${platform.name}-logs`,
      policyType: 'SUBSCRIPTION_FILTER_POLICY',
      scope: 'ALL',
      policyDocument: Stack.of(this).toJsonString({
        DestinationArn: Stack.of(this).formatArn({
          service: 'logs',
          account: aws.securityAccount,
          resource: 'destination',
          resourceName: logsDestinationName(platform),
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
        FilterPattern: '',
        Distribution: 'Random',
      }),
      selectionCriteria: `LogGroupName NOT IN ${JSON.stringify(own)}`,
    });
    policy.cfnOptions.condition = elsewhere;
  }
}
