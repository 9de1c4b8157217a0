import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { BatchEvent } from '../../../lib/batch/settings';
import { batchName, roleName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

/** UTC. An hour is asked of half an hour after its end at the earliest, a day an hour and a half: lib/batch/due.ts. */
const SCHEDULES: readonly { readonly windows: BatchEvent['windows']; readonly cron: string }[] = [
  { windows: 'hour', cron: 'cron(40 * * * ? *)' },
  { windows: 'day', cron: 'cron(10 2 * * ? *)' },
];
/** Minutes within which a run may begin: not all of a region's at once. */
const FLEXIBLE_MINUTES = 10;
const RETRIES = 3;

export interface SchedulesProps extends PlatformProps {
  readonly function: IFunction;
  readonly deadLetters: IQueue;
}

/**
 * When the batch runs. A run is given the schedule's own time, so that what is due does not depend on when it came; one
 * that could not be delivered is in the dead letters, and what it missed is caught up by the next.
 */
export class Schedules extends Construct {
  constructor(scope: Construct, id: string, props: SchedulesProps) {
    super(scope, id);
    const { platform, function: fn, deadLetters } = props;
    const group = new CfnScheduleGroup(this, 'Group', { name: batchName(platform) });
    const role = this.roleOf(props);
    for (const { windows, cron } of SCHEDULES) {
      new CfnSchedule(this, windows === 'hour' ? 'Hourly' : 'Daily', {
        name: `${batchName(platform)}-${windows}`,
        groupName: group.ref,
        description: `Questions of the closed ${windows}s`,
        scheduleExpression: cron,
        scheduleExpressionTimezone: 'UTC',
        flexibleTimeWindow: { mode: 'FLEXIBLE', maximumWindowInMinutes: FLEXIBLE_MINUTES },
        target: {
          arn: fn.functionArn,
          roleArn: role.roleArn,
          input: JSON.stringify({ windows, time: '<aws.scheduler.scheduled-time>' } satisfies BatchEvent),
          retryPolicy: {
            maximumRetryAttempts: RETRIES,
            maximumEventAgeInSeconds: Duration.hours(1).toSeconds(),
          },
          deadLetterConfig: { arn: deadLetters.queueArn },
        },
      });
    }
  }

  /** Source: EventBridge Scheduler, confused deputy prevention: the ARN is the group's, never a schedule's. */
  private roleOf({ platform, function: fn, deadLetters }: SchedulesProps): Role {
    const stack = Stack.of(this);
    return new Role(this, 'Role', {
      roleName: roleName(platform, 'batch-schedule'),
      description: 'EventBridge Scheduler calls the function of the batch with it',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': stack.account,
            'aws:SourceArn': stack.formatArn({
              service: 'scheduler',
              resource: 'schedule-group',
              resourceName: batchName(platform),
            }),
          },
        },
      }),
      inlinePolicies: {
        schedule: new PolicyDocument({
          statements: [
            new PolicyStatement({
              sid: 'Call',
              actions: ['lambda:InvokeFunction'],
              resources: [fn.functionArn],
            }),
            new PolicyStatement({
              sid: 'KeepFailed',
              actions: ['sqs:SendMessage'],
              resources: [deadLetters.queueArn],
            }),
          ],
        }),
      },
    });
  }
}
