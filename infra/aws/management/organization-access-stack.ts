import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AwsCustomResource, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import type { Construct, IDependable } from 'constructs';
import { functionName, logGroupName, roleName } from '../../policy/names';
import { type PlatformProps, PlatformStack } from '../platform-stack';
import type { OrganizationCall } from './organization-call';
import { organizationCalls } from './organization-calls';

const PART = 'organization-access';

/** The account that owns the organization, and its id. */
export interface Organization {
  readonly organizationId: string;
  readonly account: string;
}

/**
 * Lets the services that kumomori creates into the organization, and makes the security account their administrator.
 * In a trial that is taken back with the stack; in production it stays, or every member would stop reporting.
 */
export class OrganizationAccessStack extends PlatformStack {
  private readonly trial: boolean;

  constructor(scope: Construct, id: string, props: PlatformProps, organization: Organization) {
    super(scope, id, props, {
      part: PART,
      account: organization.account,
      description: 'trusted access and delegated administrators of the organization',
    });
    this.trial = props.platform.lifecycle === 'trial';
    const calls = organizationCalls({ stack: this, aws: props.aws, undone: this.trial, ...organization });
    if (calls.length > 0) {
      this.callInTurn(calls, props);
    }
  }

  /** Organizations refuses changes made at the same time. */
  private callInTurn(calls: readonly OrganizationCall[], props: PlatformProps): void {
    const logGroup = this.logs(props);
    const role = this.roleFor(calls, logGroup, props);
    let before: IDependable = role;
    for (const { id, call, undo } of calls) {
      const resource = new AwsCustomResource(this, id, {
        resourceType: 'Custom::OrganizationAccess',
        onUpdate: { ...call, physicalResourceId: PhysicalResourceId.of(physicalId(id, call.parameters)) },
        ...(this.trial && undo ? { onDelete: undo } : {}),
        role,
        logGroup,
        functionName: functionName(props.platform, PART),
        installLatestAwsSdk: false,
      });
      resource.node.addDependency(before);
      before = resource;
    }
    this.describeFunction();
  }

  private logs({ platform }: PlatformProps): LogGroup {
    return new LogGroup(this, 'Log', {
      logGroupName: logGroupName(platform, PART),
      retention: this.trial ? RetentionDays.ONE_WEEK : RetentionDays.ONE_YEAR,
      removalPolicy: this.trial ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
  }

  private roleFor(calls: readonly OrganizationCall[], logGroup: LogGroup, { platform }: PlatformProps): Role {
    const ownLog = new PolicyStatement({
      sid: 'OwnLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    });
    return new Role(this, 'Role', {
      roleName: roleName(platform, PART),
      description: 'Lets services into the organization when the stack is deployed',
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        calls: new PolicyDocument({
          minimize: true,
          statements: [ownLog, ...calls.flatMap(({ statements }) => statements)],
        }),
      },
    });
  }

  /** CDK makes one function for all calls of a stack, and lets nobody describe it. */
  private describeFunction(): void {
    const made = Stack.of(this).node.tryFindChild(
      `AWS${AwsCustomResource.PROVIDER_FUNCTION_UUID.replaceAll('-', '')}`,
    );
    const resource = made?.node.defaultChild as CfnFunction | undefined;
    if (resource) {
      resource.description = 'Makes the calls of this stack, when it is deployed';
    }
  }
}

/** A call for another account is another resource. */
function physicalId(id: string, parameters: Readonly<Record<string, string>> = {}): string {
  return [id, ...Object.values(parameters)].join('/');
}
