import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { runbookLine } from '../../../lib/health/runbooks';

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
    const tell = (id: string, description: string, role: string, detail: Record<string, unknown>) =>
      new CfnRule(this, id, {
        description,
        eventPattern: { 'detail-type': ['AWS API Call via CloudTrail'], detail },
        // AssumeRole and Decrypt count as reading, which rules are not told of by default.
        state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
        targets: [{ id: 'people', arn: topic.topicArn, inputTransformer: message(description, role) }],
      });
    tell(
      'Assumed',
      'Someone assumed a break-glass role of the log archive',
      '$.detail.requestParameters.roleArn',
      {
        eventSource: ['sts.amazonaws.com'],
        eventName: ['AssumeRole'],
        requestParameters: { roleArn: arns },
      },
    );
    tell(
      'Used',
      'Someone uses a break-glass role on a key of the log archive',
      '$.detail.userIdentity.sessionContext.sessionIssuer.arn',
      {
        eventSource: ['kms.amazonaws.com'],
        userIdentity: { sessionContext: { sessionIssuer: { arn: arns } } },
      },
    );
  }
}

/** Who did what, in words: each line of a template is a text of its own. */
function message(what: string, role: string): CfnRule.InputTransformerProperty {
  const lines = [
    `${what}: <role>`,
    'By <who> from <ip>: <call> in account <account>, <region>, at <time>, event <event>',
    'Ask that person now, by another way than their own messages, whether it was them and why.',
    runbookLine('someone-broke-the-glass'),
  ];
  return {
    inputPathsMap: {
      role,
      who: '$.detail.userIdentity.arn',
      ip: '$.detail.sourceIPAddress',
      call: '$.detail.eventName',
      event: '$.detail.eventID',
      account: '$.account',
      region: '$.region',
      time: '$.time',
    },
    inputTemplate: lines.map((line) => `"${line}"`).join('\n'),
  };
}
