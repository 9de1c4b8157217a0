import { readFileSync } from 'node:fs';
import {
  CfnElement,
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
  type PolicyViolation,
  Stack,
} from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import type { JsonObject } from '../../lib/json';
import { type Acknowledgement, checkAcknowledgements, covers } from './acknowledgement';
import { CHECKS } from './checks';
import type { Violation } from './checks/check';
import { type StackTemplate, withCarried } from './template';

export interface PolicyOptions {
  readonly acknowledgements: readonly Acknowledgement[];
  /** YYYY-MM-DD, UTC: acknowledgements that ended before it no longer hold. */
  readonly today: string;
}

/** Something a check found at a construct, whoever's check it is. */
interface Found {
  readonly rule: string;
  readonly message: string;
  /** Below the stage. */
  readonly path: string;
}

/**
 * The checks at synth: cdk-nag's AWS Solutions and NIST 800-53 packs and the project's own. Whatever they find and
 * nobody acknowledged fails the synth; so does an acknowledgement that has ended.
 */
export class PolicyValidation implements IPolicyValidationPlugin {
  readonly name = 'kumomori';

  constructor(private readonly options: PolicyOptions) {}

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const found = [...nagFindings(context.appConstruct), ...ownFindings(context)];
    const { acknowledgements, today } = this.options;
    const open = found.filter(({ rule, path }) => !acknowledgements.some((one) => covers(one, rule, path)));
    const wrong = checkAcknowledgements(acknowledgements, today).map((message) => ({
      rule: 'Kumomori-acknowledgement',
      message,
      path: 'infra/policy/acknowledgements.ts',
    }));
    const violations = [...open, ...wrong].map(toViolation);
    return { success: violations.length === 0, violations };
  }
}

function nagFindings(app: IConstruct): readonly Found[] {
  const packs = [new AwsSolutionsChecks(), new NIST80053R5Checks()];
  return packs.flatMap((pack) =>
    pack.validateScope(app).violations.flatMap(({ ruleName, description, violatingResources }) =>
      violatingResources.map(({ constructPath = '' }) => ({
        rule: ruleName,
        message: description,
        path: constructPath.split('/').slice(1).join('/'),
      })),
    ),
  );
}

function ownFindings(context: IPolicyValidationContext): readonly Found[] {
  const paths = constructPaths(context.appConstruct);
  return templatesOf(context).flatMap(({ template, stackPath }) =>
    checkTemplate(template).map((violation) => ({
      rule: violation.rule,
      message: violation.message,
      path: paths.get(addressOf(violation)) ?? stackPath,
    })),
  );
}

/** `<stack name>/<logical id>` of a finding; of one in a StackSet's template that of the StackSet. */
function addressOf({ stack, logicalId }: Violation): string {
  return stack.includes('/') ? stack : `${stack}/${logicalId ?? ''}`;
}

/** What the project's own checks find in a template and those it carries, with the rule's name. */
export function checkTemplate(template: StackTemplate): readonly (Violation & { readonly rule: string })[] {
  return withCarried(template).flatMap((one) =>
    CHECKS.flatMap((check) =>
      check.check(one).map((violation) => ({
        ...violation,
        rule: `Kumomori-${check.id}${violation.detail === undefined ? '' : `[${violation.detail}]`}`,
      })),
    ),
  );
}

interface Synthesized {
  readonly template: StackTemplate;
  readonly stackPath: string;
}

function templatesOf({ stackTemplates, appConstruct }: IPolicyValidationContext): readonly Synthesized[] {
  const names = new Map(stacksIn(appConstruct).map((stack) => [stack.node.path, stack]));
  return stackTemplates.map(({ stackConstructPath, templatePath, accountId, region }) => ({
    template: {
      stack: names.get(stackConstructPath)?.stackName ?? stackConstructPath,
      body: JSON.parse(readFileSync(templatePath, 'utf8')) as JsonObject,
      ...(accountId === undefined ? {} : { account: accountId }),
      ...(region === undefined ? {} : { region }),
    },
    stackPath: stackConstructPath.split('/').slice(1).join('/'),
  }));
}

/** `<stack name>/<logical id>` → the construct's path below the stage. */
function constructPaths(app: IConstruct): ReadonlyMap<string, string> {
  return new Map(
    app.node
      .findAll()
      .filter((construct) => CfnElement.isCfnElement(construct))
      .map((element) => [
        `${element.stack.stackName}/${String(element.stack.resolve(element.logicalId))}`,
        element.node.path.split('/').slice(1).join('/'),
      ]),
  );
}

function stacksIn(app: IConstruct): readonly Stack[] {
  return app.node.findAll().filter((construct) => Stack.isStack(construct));
}

function toViolation({ rule, message, path }: Found): PolicyViolation {
  return {
    ruleName: rule,
    description: message,
    severity: 'error',
    violatingResources: [{ constructPath: path, locations: [] }],
  };
}
