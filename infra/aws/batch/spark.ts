import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnApplication } from 'aws-cdk-lib/aws-emrserverless';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { BASELINES_PREFIX } from '../../../lib/analytics/profile';
import type { SparkSettings } from '../../../lib/batch/settings';
import type { SparkCapacity } from '../../../lib/config/resolve-batch';
import { EVENTS_PREFIX } from '../../../lib/lake/table/partition';
import { batchName, roleName, sparkLogGroupName } from '../../policy/names';
import { operationsAlarm } from '../constructs/operations-alarm';
import type { LakeBucket } from '../pipeline/lake-bucket';
import type { PlatformProps } from '../platform-stack';
import { lakeObjects } from './statements';

/** Spark 3.5, on Amazon Linux 2023. */
const RELEASE = 'emr-7.5.0';
/** Workers go when the work does: nothing of it costs anything while it idles. */
const IDLE_MINUTES = 5;

export interface SparkProps extends PlatformProps {
  readonly lake: LakeBucket;
  readonly topic: ITopic;
  readonly capacity: SparkCapacity;
}

/**
 * An EMR Serverless application for history too long for Athena, started by `run-batch` alone. Chosen over a Glue job:
 * the same 4 vCPU and 16 GB for an hour are 0.30 USD here and 0.44 there, and the capacity's limit is the application's
 * own. Its role reads events and writes below `state/baselines/`, nothing else.
 */
export class Spark extends Construct {
  readonly settings: SparkSettings;
  private readonly application: CfnApplication;
  private readonly role: Role;

  constructor(scope: Construct, id: string, props: SparkProps) {
    super(scope, id);
    const { platform, lake, capacity } = props;
    this.application = new CfnApplication(this, 'Application', {
      name: batchName(platform),
      type: 'SPARK',
      releaseLabel: RELEASE,
      architecture: 'ARM64',
      autoStartConfiguration: { enabled: true },
      autoStopConfiguration: { enabled: true, idleTimeoutMinutes: IDLE_MINUTES },
      maximumCapacity: { cpu: `${capacity.vcpu} vCPU`, memory: `${capacity.memoryGb} GB` },
      monitoringConfiguration: { managedPersistenceMonitoringConfiguration: { enabled: false } },
      runtimeConfiguration: [
        {
          classification: 'spark-defaults',
          properties: {
            'spark.driver.cores': '4',
            'spark.driver.memory': '13g',
            'spark.executor.cores': '4',
            'spark.executor.memory': '13g',
            'spark.sql.session.timeZone': 'UTC',
          },
        },
      ],
    });
    const logs = new LogGroup(this, 'Log', {
      logGroupName: sparkLogGroupName(platform),
      retention: platform.lifecycle === 'production' ? RetentionDays.ONE_YEAR : RetentionDays.ONE_WEEK,
      removalPolicy: platform.lifecycle === 'production' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.role = this.roleOf(props, logs);
    this.settings = {
      application: this.application.attrApplicationId,
      role: this.role.roleArn,
      ...capacity,
      key: lake.key.keyArn,
      logGroup: logs.logGroupName,
    };
    this.alarm(props, logs);
  }

  /** What whoever starts a run needs: no other application, no other role. */
  starting(): PolicyStatement[] {
    return [
      new PolicyStatement({
        sid: 'StartSpark',
        actions: ['emr-serverless:StartJobRun'],
        resources: [this.application.attrArn],
      }),
      new PolicyStatement({
        sid: 'PassSparkRole',
        actions: ['iam:PassRole'],
        resources: [this.role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'emr-serverless.amazonaws.com' } },
      }),
    ];
  }

  private roleOf(props: SparkProps, logs: LogGroup): Role {
    const stack = Stack.of(this);
    const { platform } = props;
    return new Role(this, 'Role', {
      roleName: roleName(platform, 'batch-spark'),
      description: 'Spark reads events and writes how users and machines usually are with it',
      assumedBy: new ServicePrincipal('emr-serverless.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: { 'aws:SourceArn': this.application.attrArn },
        },
      }),
      inlinePolicies: {
        spark: new PolicyDocument({
          statements: [
            // Spark writes beside what it replaces, and removes that.
            ...lakeObjects(this, props, {
              read: [EVENTS_PREFIX, 'state/batch/', BASELINES_PREFIX],
              write: [BASELINES_PREFIX],
            }),
            new PolicyStatement({
              sid: 'OwnLog',
              actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
              resources: [logs.logGroupArn],
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
          ],
        }),
      },
    });
  }

  private alarm({ topic }: SparkProps, { logGroupName }: LogGroup): void {
    operationsAlarm(this, 'Failed', {
      description: `Spark could not make the history: read ${logGroupName}; until it can, baselines learn a day at a time`,
      runbook: 'spark-failed',
      metric: new Metric({
        namespace: 'AWS/EMRServerless',
        metricName: 'FailedJobs',
        dimensionsMap: { ApplicationId: this.application.attrApplicationId },
        statistic: 'Maximum',
        period: Duration.minutes(5),
      }),
      threshold: 1,
      topic,
    });
  }
}
