import { type App, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';
import { LogArchive } from '../../infra/aws/log-archive/log-archive';
import { addTrail } from '../../infra/aws/management/add-trail';
import { orderStacks } from '../../infra/aws/management/deploy-order';
import { Management } from '../../infra/aws/management/management';
import { PlatformStack } from '../../infra/aws/platform-stack';
import type { ResolvedPlatform } from '../../lib/config/resolved';
import { AWS_ORGANIZATION } from '../lib/config/support';
import { platformOf, quickApp } from './support';

export const ACCESS = 'acme-aws-organization-access';
export const GUARDRAILS = 'acme-aws-guardrails';
export const TRAIL = 'acme-aws-trail';

/** An organization on AWS, with lines added to its `aws` block. */
export const organization = (lines = '', lifecycle: 'trial' | 'production' = 'production') =>
  platformOf(lifecycle, '', `${AWS_ORGANIZATION}${lines}`);

export function template(templates: Record<string, Template>, name: string): Template {
  const found = templates[name];
  if (found === undefined) {
    throw new Error(`there is no stack ${name}: ${Object.keys(templates).join(', ')}`);
  }
  return found;
}

/** The stage without what runs in the security account: one stack stands for that. */
function appOf(given: ResolvedPlatform): App {
  const app = quickApp();
  if (given.aws === undefined) {
    throw new Error('the platform has no AWS');
  }
  const props = { platform: given, aws: given.aws };
  const stage = new Stage(app, given.name);
  const management = new Management(stage, props);
  const logArchive = new LogArchive(stage, props);
  const security = new Construct(stage, 'Security');
  new PlatformStack(security, 'Enrolment', props, {
    part: 'enrolment',
    account: given.aws.securityAccount,
    description: 'what runs in the security account',
  });
  const parts = { management, logArchive, security };
  orderStacks(parts, addTrail(parts, props));
  return app;
}

/** Stacks as they are deployed, by their place in the stage. */
export function stacksOf(given: ResolvedPlatform): Record<string, CloudFormationStackArtifact> {
  const stacks = appOf(given).synth().stacksRecursively;
  return Object.fromEntries(stacks.map((stack) => [stack.hierarchicalId, stack]));
}

/** The templates of management and of the trail, by the name of the stack. */
export function templatesOf(given: ResolvedPlatform): Record<string, Template> {
  const stacks = appOf(given)
    .node.findAll()
    .filter((construct) => Stack.isStack(construct));
  return Object.fromEntries(
    stacks
      .filter(({ node }) => node.path.includes('/Management/') || node.id === 'Trail')
      .map((stack) => [stack.stackName, Template.fromStack(stack)]),
  );
}

/** A call that a custom resource makes. */
export interface Call {
  readonly service: string;
  readonly action: string;
  readonly region?: string;
  readonly parameters?: Record<string, string>;
  readonly ignoreErrorCodesMatching?: string;
}

/** The calls of an event, in the order in which they are made. */
export function calls(templates: Record<string, Template>, event: 'Create' | 'Update' | 'Delete'): Call[] {
  const found = template(templates, ACCESS).findResources('Custom::OrganizationAccess');
  const order: string[] = [];
  while (order.length < Object.keys(found).length) {
    const next = Object.entries(found).find(
      ([id, { DependsOn }]) =>
        !order.includes(id) &&
        (DependsOn as string[]).every((other) => found[other] === undefined || order.includes(other)),
    );
    order.push(next?.[0] ?? 'none');
  }
  return order.flatMap((id) => {
    const text = found[id]?.Properties[event];
    return text === undefined ? [] : [JSON.parse(text) as Call];
  });
}
