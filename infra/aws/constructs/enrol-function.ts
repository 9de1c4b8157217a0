import { Duration, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { type EventBus, type EventPattern, Match, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ACCOUNTS_KEY } from '../../../lib/cost/accounts-table';
import type { EnrolSettings } from '../../../lib/enrolment/settings';
import { lakeBucketName, roleName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';
import { bucketArn, lakeKey } from '../query/lake-access';
import { platformAccounts } from './member-stack-set';
import { PlatformFunction } from './platform-function';
import { rawDestinationArn } from './raw-location';
import { roleArn } from './role-arn';

const ROUND = Duration.hours(1);

export interface EnrolFunctionProps extends PlatformProps {
  readonly table: Table;
  readonly bus: EventBus;
  readonly key: IKey;
  readonly topic: ITopic;
  readonly deadLetters: IQueue;
}

/**
 * Turns on flow logs and resolver query logs of every VPC there is and will be: every hour over the whole
 * organization, and at once where CloudTrail tells of a new VPC, a new account, or of logs that someone took away.
 */
export class EnrolFunction extends Construct {
  constructor(scope: Construct, id: string, props: EnrolFunctionProps) {
    super(scope, id);
    const { table, bus, key, topic, deadLetters, platform, aws } = props;
    const enrol = new PlatformFunction(this, 'Enrol', {
      platform,
      aws,
      handler: 'enrol',
      description: 'Turns on VPC flow logs and resolver query logs in every enrolled account',
      environment: { SETTINGS: Stack.of(this).toJsonString(settings(this, props)) },
      statements: statements(this, props),
      memoryMb: 1024,
      timeout: Duration.minutes(15),
      // New accounts have too few concurrent functions to reserve any.
      concurrency: platform.lifecycle === 'production' ? 5 : undefined,
      key,
      deadLetters,
      alarmTopic: topic,
      every: ROUND,
    });
    table.grant(enrol.role, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query');
    const target = () =>
      new LambdaFunction(enrol.function, { deadLetterQueue: deadLetters, retryAttempts: 2 });
    new Rule(this, 'Hourly', {
      description: 'Enrolment of every account, in every region',
      schedule: Schedule.rate(ROUND),
      targets: [target()],
    });
    for (const [name, eventPattern] of Object.entries(changes(roleName(platform, 'enrolment')))) {
      new Rule(this, name, {
        description: 'Enrolment where something changed',
        eventBus: bus,
        eventPattern,
        targets: [target()],
      });
    }
  }
}

/** Changes that call for enrolment; what the function itself takes away does not. */
function changes(own: string): Record<string, EventPattern> {
  return {
    NewVpcs: {
      source: ['aws.ec2'],
      detail: { eventName: ['CreateVpc', 'CreateDefaultVpc'], errorCode: Match.doesNotExist() },
    },
    LostLogs: {
      source: ['aws.ec2', 'aws.route53resolver'],
      detail: {
        eventName: ['DeleteFlowLogs', 'DisassociateResolverQueryLogConfig', 'DeleteResolverQueryLogConfig'],
        errorCode: Match.doesNotExist(),
        userIdentity: { arn: Match.anythingButWildcard(`*:assumed-role/${own}/*`) },
      },
    },
    Organization: {
      source: ['aws.organizations'],
      detail: {
        eventName: [
          'CreateAccountResult',
          'InviteAccountToOrganization',
          'AcceptHandshake',
          'MoveAccount',
          'RemoveAccountFromOrganization',
          'CloseAccountResult',
        ],
      },
    },
  };
}

function settings(scope: Construct, props: EnrolFunctionProps): EnrolSettings {
  const { platform, aws, table } = props;
  const collects = (source: string) => platform.sources.find(({ id }) => id === source)?.enabled ?? true;
  const destination = rawDestinationArn(Stack.of(scope), props);
  return {
    table: table.tableName,
    lake: lakeBucketName(platform, aws),
    home: aws.homeRegion,
    regions: aws.regions,
    organizationalUnits: aws.organizationalUnits,
    accounts: platformAccounts(props),
    role: roleArn(scope, '{account}', roleName(platform, 'enrolment')),
    name: platform.name,
    ...(collects('aws-vpc-flow') ? { flowLogs: destination } : {}),
    ...(collects('aws-route53-resolver') ? { queryLogs: destination } : {}),
  };
}

function statements(scope: Construct, props: EnrolFunctionProps): PolicyStatement[] {
  const { platform, aws } = props;
  const members = new PolicyStatement({
    sid: 'Members',
    actions: ['sts:AssumeRole'],
    resources: [roleArn(scope, '*', roleName(platform, 'enrolment'))],
    ...(aws.organizationId === undefined
      ? {}
      : { conditions: { StringEquals: { 'aws:ResourceOrgID': aws.organizationId } } }),
  });
  return [members, ...accountsTable(Stack.of(scope), props), ...organization(Stack.of(scope), props)];
}

/** The table of accounts in the lake's bucket, which is of a later stack: named by its name, its key by the alias. */
function accountsTable(stack: Stack, props: EnrolFunctionProps): PolicyStatement[] {
  const { platform, aws } = props;
  return [
    new PolicyStatement({
      sid: 'AccountsTable',
      actions: ['s3:PutObject'],
      resources: [`${bucketArn(stack, lakeBucketName(platform, aws))}/${ACCOUNTS_KEY}`],
    }),
    lakeKey(stack, 'AccountsTableKey', props, ['kms:GenerateDataKey']),
  ];
}

function organization(stack: Stack, { platform, aws }: EnrolFunctionProps): PolicyStatement[] {
  const { organizationId, managementAccount } = aws;
  if (organizationId === undefined || managementAccount === undefined) {
    return [];
  }
  const arn = (resource: string, id: string) =>
    stack.formatArn({
      service: 'organizations',
      region: '',
      account: managementAccount,
      resource,
      resourceName: `${organizationId}/${id}`,
    });
  return [
    new PolicyStatement({
      sid: 'Organization',
      actions: [
        'organizations:DescribeOrganizationalUnit',
        'organizations:ListAccountsForParent',
        'organizations:ListOrganizationalUnitsForParent',
      ],
      resources: [
        // Those below the listed ones, too: nobody knows them beforehand.
        arn('ou', '*'),
        ...aws.organizationalUnits.filter((unit) => unit.startsWith('r-')).map((root) => arn('root', root)),
      ],
    }),
    new PolicyStatement({
      sid: 'PlatformAccounts',
      actions: ['organizations:DescribeAccount', 'organizations:ListParents'],
      resources: platformAccounts({ platform, aws }).map((account) => arn('account', account)),
    }),
  ];
}
