import { Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { addPipeline } from '../../infra/aws/pipeline/add-pipeline';
import { CentralStack } from '../../infra/aws/security/central-stack';
import type { ResolvedPlatform } from '../../lib/config/resolved';
import { type JsonObject, type JsonValue, list, object, text } from '../../lib/json';
import { quickApp } from './support';

/** The templates of the pipeline, by the part of their stacks' names. */
export function pipelineTemplates(platform: ResolvedPlatform): Record<string, Template> {
  const { aws } = platform;
  if (!aws) {
    throw new Error('the platform has no AWS');
  }
  const app = quickApp();
  const stage = new Stage(app, platform.name);
  addPipeline(stage, { platform, aws }, new CentralStack(stage, 'Central', { platform, aws }));
  const stacks = app.node.findAll().filter((construct) => Stack.isStack(construct));
  return Object.fromEntries(
    stacks.map((stack) => [stack.stackName.replace(/^.*-aws-/, ''), Template.fromStack(stack)]),
  );
}

/** A statement of a role's policies, with ARNs spelled as text. */
export interface Granted {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: JsonValue;
}

/** What a role of a template may do, by its own policies and those attached to it. */
export function grantsOf(template: Template, roleName: string): Granted[] {
  const [[id, role] = ['', {}]] = Object.entries(
    template.findResources('AWS::IAM::Role', { Properties: { RoleName: roleName } }),
  );
  const attached = Object.values(template.findResources('AWS::IAM::Policy')).filter((policy) =>
    JSON.stringify(policy.Properties.Roles).includes(`"${id}"`),
  );
  const documents = [
    ...list(object((role as JsonObject).Properties)?.Policies).map((one) => object(one)?.PolicyDocument),
    ...attached.map((policy) => policy.Properties.PolicyDocument as JsonValue),
  ];
  return documents
    .flatMap((document) => list(object(document)?.Statement))
    .map((statement) => {
      const { Sid, Action, Resource, Condition } = object(statement) ?? {};
      const texts = (value: JsonValue) => (Array.isArray(value) ? value : [value]).map(spelled);
      return {
        sid: text(Sid) ?? '',
        actions: texts(Action),
        resources: texts(Resource),
        condition: Condition,
      };
    });
}

/** A property as text: references as `${LogicalId}`. */
export function spelled(value: JsonValue): string {
  const call = object(value);
  if (call === undefined) {
    return String(value);
  }
  const join = list(call['Fn::Join']);
  const at = list(call['Fn::GetAtt']);
  const output = text(object(call['Fn::GetStackOutput'])?.OutputName);
  const name = text(call.Ref) ?? text(at[0]) ?? output?.replace(/^PublishOutput(?:FnGetAtt|Ref)/, '');
  return join.length === 2
    ? list(join[1]).map(spelled).join(String(join[0]))
    : name === undefined
      ? JSON.stringify(value)
      : `\${${name.replace('AWS::', '')}}`;
}
