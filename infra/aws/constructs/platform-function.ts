import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  type CfnFunction,
  Function as LambdaFunction,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { functionName, logGroupName, roleName } from '../../policy/names';
import type { FunctionNetwork } from '../network/function-network';
import type { PlatformProps } from '../platform-stack';
import { bundleHandler } from './bundle-handler';
import { operationsAlarm } from './operations-alarm';

export interface PlatformFunctionProps extends PlatformProps {
  /** File of functions/aws, without `.ts`, that exports `handler`; names function, role and log group, too. */
  readonly handler: string;
  /** What it does, in the console and for auditors. */
  readonly description: string;
  /** Settings, in the clear: never a secret. @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /** What it may do besides writing its own log. @default nothing */
  readonly statements?: readonly PolicyStatement[];
  /** @default 256 */
  readonly memoryMb?: number;
  /** @default one minute */
  readonly timeout?: Duration;
  /** How many may run at once. @default as many as the account allows */
  readonly concurrency?: number;
  /** Encrypts log and environment; its policy must let CloudWatch Logs use it. @default keys owned by AWS */
  readonly key?: IKey;
  /** Where invocations that failed for good are kept. @default they are in the log only */
  readonly deadLetters?: IQueue;
  /** Who is told of errors. @default nobody: for what CloudFormation calls and reports of itself */
  readonly alarmTopic?: ITopic;
  /** How often a schedule runs it: people are told when it no longer does. @default it has none */
  readonly every?: Duration;
}

/**
 * A function of the platform: bundled from functions/aws, with a role and a log group of known names, of its own.
 * Other accounts' trust policies name the role; the pipeline leaves out the log group.
 */
export class PlatformFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: PlatformFunctionProps) {
    super(scope, id);
    const { platform, handler, description } = props;
    this.logGroup = this.logs(props);
    this.role = this.roleOf(props);
    this.function = new LambdaFunction(this, 'Function', {
      functionName: functionName(platform, handler),
      description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: bundleHandler(handler),
      environment: {
        ...props.environment,
        // What lib/targets/aws/telemetry.ts tells is told under these.
        POWERTOOLS_SERVICE_NAME: handler,
        POWERTOOLS_METRICS_NAMESPACE: platform.name,
      },
      environmentEncryption: props.key,
      memorySize: props.memoryMb ?? 256,
      timeout: props.timeout ?? Duration.minutes(1),
      reservedConcurrentExecutions: props.concurrency,
      role: this.role,
      logGroup: this.logGroup,
      tracing: Tracing.ACTIVE,
      deadLetterQueue: props.deadLetters,
    });
    if (props.network) {
      this.place(props, props.network);
    }
    if (props.alarmTopic) {
      this.errors(props, props.alarmTopic);
      this.silence(props, props.alarmTopic);
    }
  }

  private place({ handler, statements = [] }: PlatformFunctionProps, network: FunctionNetwork): void {
    const resource = this.function.node.defaultChild as CfnFunction;
    resource.vpcConfig = network.admit(handler, statements);
  }

  private logs({ platform, handler, key }: PlatformFunctionProps): LogGroup {
    return new LogGroup(this, 'Log', {
      logGroupName: logGroupName(platform, handler),
      retention: platform.lifecycle === 'production' ? RetentionDays.ONE_YEAR : RetentionDays.ONE_WEEK,
      encryptionKey: key,
      removalPolicy: platform.lifecycle === 'production' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  /** Without AWSLambdaBasicExecutionRole, which may write to any log group of the account. */
  private roleOf(props: PlatformFunctionProps): Role {
    const { platform, handler, description, statements = [], network } = props;
    const ownLog = new PolicyStatement({
      sid: 'OwnLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [this.logGroup.logGroupArn],
    });
    return new Role(this, 'Role', {
      roleName: roleName(platform, handler),
      description: `Function ${functionName(platform, handler)}: ${description}`.slice(0, 1000),
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        function: new PolicyDocument({ statements: [ownLog, ...statements] }),
      },
      managedPolicies: network === undefined ? [] : [network.interfaces],
    });
  }

  private errors({ platform, handler, deadLetters }: PlatformFunctionProps, topic: ITopic): void {
    const kept = deadLetters === undefined ? '' : '; what failed for good waits in the dead letters';
    operationsAlarm(this, 'Errors', {
      description: `Function ${functionName(platform, handler)} failed: read "ERROR" in ${logGroupName(platform, handler)}${kept}`,
      runbook: 'a-function-failed',
      metric: this.function.metricErrors({ period: Duration.minutes(5) }),
      threshold: 1,
      topic,
    });
  }

  /** What a schedule runs tells of what is wrong only while it runs. */
  private silence({ platform, handler, every }: PlatformFunctionProps, topic: ITopic): void {
    if (every === undefined) {
      return;
    }
    operationsAlarm(this, 'Silence', {
      description: `Function ${functionName(platform, handler)} did not run when its schedule should have run it: see whether its schedule is enabled, and its Throttles in CloudWatch`,
      runbook: 'a-function-does-not-run',
      metric: this.function.metricInvocations({ period: Duration.seconds(Math.max(300, every.toSeconds())) }),
      threshold: 1,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      periods: 2,
      missing: TreatMissingData.BREACHING,
      topic,
    });
  }
}
