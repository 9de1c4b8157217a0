import { Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { LogArchive } from '../../infra/aws/log-archive/log-archive';
import type { ResolvedPlatform } from '../../lib/config/resolved';
import { AWS_ORGANIZATION, resolved } from '../lib/config/support';
import { quickApp } from './support';

type Json = Record<string, unknown>;

/** An organization with log archive and security accounts apart; `text` adds lines to its aws block. */
export function organization(text = '', lifecycle: 'trial' | 'production' = 'production'): ResolvedPlatform {
  return resolved(
    `version: 1\nname: acme\nlifecycle: ${lifecycle}\nvolume: startup\n${AWS_ORGANIZATION}${text}`,
  );
}

/** The templates of the log archive alone, by stack name without the platform's. Functions are not bundled. */
export function archiveTemplates(platform: ResolvedPlatform): Record<string, Template> {
  const { aws } = platform;
  if (!aws) {
    throw new Error('the platform has no AWS');
  }
  const app = quickApp();
  const stage = new Stage(app, 'acme');
  new LogArchive(stage, { platform, aws });
  const stacks = stage.node.findAll().filter((construct) => Stack.isStack(construct));
  return Object.fromEntries(
    stacks.map((stack) => [stack.stackName.replace(`${platform.name}-aws-`, ''), Template.fromStack(stack)]),
  );
}

/** One of them; throws when there is none of that name. */
export function archiveTemplate(platform: ResolvedPlatform, name: string): Template {
  const template = archiveTemplates(platform)[name];
  if (!template) {
    throw new Error(`the log archive has no stack ${name}`);
  }
  return template;
}

/** Intrinsic functions as text: the partition is `P`, a resource `<logical id>`. */
export function flat(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(flat);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const object = value as Json;
  if (Array.isArray(object['Fn::Join'])) {
    const [separator, parts] = object['Fn::Join'] as [string, unknown[]];
    return parts.map(flat).join(separator);
  }
  if (Array.isArray(object['Fn::GetAtt'])) {
    return `<${String(object['Fn::GetAtt'][0])}>`;
  }
  if (typeof object.Ref === 'string') {
    return object.Ref === 'AWS::Partition' ? 'P' : `<${object.Ref}>`;
  }
  return Object.fromEntries(Object.entries(object).map(([key, inner]) => [key, flat(inner)]));
}

/** The statements of the first resource of a type whose JSON contains `text`, by Sid; the CDK's own without one. */
export function statements(template: Template, type: string, text = ''): Record<string, Json> {
  const resources = Object.values(template.findResources(type)).map(flat) as { Properties: Json }[];
  const properties = resources.find((resource) => JSON.stringify(resource).includes(text))?.Properties;
  const document = (properties?.PolicyDocument ?? properties?.KeyPolicy ?? { Statement: [] }) as {
    Statement: Json[];
  };
  return Object.fromEntries(
    document.Statement.map((statement, index) => [statement.Sid ?? `#${index}`, statement]),
  );
}

/** A statement without the order of its actions and resources, which CDK sorts. */
export function unordered(statement: object | undefined): object {
  const { Action, Resource, ...rest } = (statement ?? {}) as Json;
  const sorted = (value: unknown) => (Array.isArray(value) ? [...value].sort() : value);
  return { ...rest, Action: sorted(Action), Resource: sorted(Resource) };
}

/** Every statement of every policy in a template: of resources, roles and trust. */
export function allStatements(template: Template): Json[] {
  const found: Json[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(walk);
    } else if (typeof value === 'object' && value !== null) {
      const { Statement } = value as Json;
      if (Array.isArray(Statement)) {
        found.push(...(Statement as Json[]));
      }
      Object.values(value).forEach(walk);
    }
  };
  walk(flat(template.toJSON()));
  return found;
}
