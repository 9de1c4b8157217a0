import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface BreakGlassAlarmProps {
  readonly roles: readonly IRole[];
  readonly topic: ITopic;
}

/**
 * Tells that someone assumed a break-glass role here, and that someone used it with a key here: AssumeRole is
 * recorded where it is called, in whatever region, but nothing of the raw store is read without its key.
 */
export class BreakGlassAlarm extends Construct {
  constructor(scope: Construct, id: string, { roles, topic }: BreakGlassAlarmProps) {
    super(scope, id);
    const arns = roles.map(({ roleArn }) => roleArn);
    const tell = (id: string, description: string, detail: Record<string, unknown>) =>
      new CfnRule(this, id, {
        description,
        eventPattern: { 'detail-type': ['AWS API Call via CloudTrail'], detail },
        // AssumeRole and Decrypt count as reading, which rules are not told of by default.
        state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
        targets: [{ id: 'people', arn: topic.topicArn }],
      });
    tell('Assumed', 'Someone assumed a break-glass role of the log archive', {
      eventSource: ['sts.amazonaws.com'],
      eventName: ['AssumeRole'],
      requestParameters: { roleArn: arns },
    });
    tell('Used', 'Someone uses a break-glass role on a key of the log archive', {
      eventSource: ['kms.amazonaws.com'],
      userIdentity: { sessionContext: { sessionIssuer: { arn: arns } } },
    });
  }
}
