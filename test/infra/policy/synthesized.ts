import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, type IPolicyValidationContext, Stack, Validations } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { addAwsStacks } from '../../../infra/aws-app';
import { PolicyValidation } from '../../../infra/policy/policy-validation';
import type { StackTemplate } from '../../../infra/policy/template';
import type { ResolvedPlatform } from '../../../lib/config/resolved';
import type { JsonObject } from '../../../lib/json';
import { AWS, AWS_ORGANIZATION, resolved } from '../../lib/config/support';
import { FORWARD } from '../forward-support';
import { quickApp } from '../support';

const HEAD = 'version: 1\nname: acme\nvolume: startup\n';
const EXTRAS = ['cloudwatch_logs', 'read_events', 'event_archive']
  .map((name) => `  ${name}: create\n`)
  .join('');
const MONITORS =
  'monitors: [{ id: cpu, metric_filter: { resource_type: instance, tags: { Service: web }, condition: cpu_utilization > 80% }, alert_rule: web }]\n';
const COST =
  'cost: { export: create, tags: [Team], platform_monthly_usd: 100, anomaly_usd: 50, budgets: [{ id: prod, monthly_usd: 5, accounts: [Prod] }] }\n';
/** A public key of nobody. */
const PUBLISHED =
  'detections: { bundle: { keys: [MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=] } }\n';
const CONFIG = join(__dirname, '../../../infra/config');

/** The configurations a template must be right for: the shipped examples, and the ends of what can be asked. */
export const CONFIGURATIONS: Readonly<Record<string, string>> = {
  'everything there is': `${HEAD}lifecycle: production\nbatch: { emr: create }\n${MONITORS}${COST}${FORWARD}${AWS_ORGANIZATION.replace('aws:\n', `aws:\n${EXTRAS}`)}`,
  'a production organization': `${HEAD}lifecycle: production\n${AWS_ORGANIZATION}`,
  'a trial organization': `${HEAD}lifecycle: trial\n${FORWARD}${AWS_ORGANIZATION}`,
  'a network of its own, and rules without a deploy': `${HEAD}lifecycle: production\n${PUBLISHED}${AWS.replace('aws:\n', 'aws:\n  network: create\n')}`,
  'one account in production': `${HEAD}lifecycle: production\n${AWS}`,
  ...Object.fromEntries(
    readdirSync(CONFIG, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml') && name !== 'directories')
      .sort()
      .map((name) => [name, readFileSync(join(CONFIG, name), 'utf8')] as const)
      .filter(([, text]) => text.includes('\naws:')),
  ),
};

/** The same, read. */
export const PLATFORMS: Readonly<Record<string, () => ResolvedPlatform>> = Object.fromEntries(
  Object.entries(CONFIGURATIONS).map(([name, text]) => [name, () => resolved(text)]),
);

/** What the checks at synth find before anything is acknowledged: the rule, and the construct path below the stage. */
export interface Finding {
  readonly rule: string;
  readonly path: string;
}

export interface Synthesized {
  readonly templates: readonly StackTemplate[];
  /** Construct path of each resource: `<stack>/<logical id>` → path. */
  readonly paths: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/** The AWS templates of a platform, without the checks, which take longer. */
export function templatesOf(platform: ResolvedPlatform): readonly StackTemplate[] {
  return templatesIn(appOf(platform).synth());
}

function appOf(platform: ResolvedPlatform): App {
  const app = quickApp();
  addAwsStacks(app, platform);
  return app;
}

function templatesIn(assembly: CloudAssembly): readonly StackTemplate[] {
  return assembly.stacksRecursively.map((stack) => ({
    stack: stack.stackName,
    account: stack.environment.account,
    region: stack.environment.region,
    body: stack.template as JsonObject,
  }));
}

/** The AWS templates of a platform, and what is found wrong with them. */
export function synthesized(platform: ResolvedPlatform): Synthesized {
  const app = appOf(platform);
  const findings: Finding[] = [];
  Validations.of(app).addPlugins(new Listening(findings));
  const assembly = app.synth();
  const paths = new Map<string, string>();
  for (const node of app.node.findAll()) {
    if ('cfnResourceType' in node && 'logicalId' in node) {
      const stack = Stack.of(node);
      const path = node.node.path.split('/').slice(1).join('/');
      paths.set(`${stack.stackName}/${String(stack.resolve(node.logicalId))}`, path);
    }
  }
  return { templates: templatesIn(assembly), paths, findings };
}

/** Notes what is found, and lets the synthesis pass. */
class Listening extends PolicyValidation {
  constructor(private readonly findings: Finding[]) {
    super({ acknowledgements: [], today: '2026-11-23' });
  }

  override validate(context: IPolicyValidationContext) {
    for (const { ruleName, violatingResources } of super.validate(context).violations) {
      this.findings.push(
        ...violatingResources.map(({ constructPath = '' }) => ({ rule: ruleName, path: constructPath })),
      );
    }
    return { success: true, violations: [] };
  }
}
