import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { TerraformStack, Testing } from 'cdktf';
import type { PlatformProps } from '../../infra/aws/platform-stack';
import { addAwsStacks, newAwsApp } from '../../infra/aws-app';
import { addTerraformStacks, newTerraformApp } from '../../infra/terraform-app';
import type { ResolvedPlatform } from '../../lib/config/resolved';
import { AWS, AZURE, GCP, resolved } from '../lib/config/support';

const directories: string[] = [];

/** A directory of the test's own; `removeOutputs` deletes all of them. */
export function outputDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'kumomori-'));
  directories.push(directory);
  return directory;
}

export function removeOutputs(): void {
  for (const directory of directories.splice(0)) {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Every file below a directory and its text, by relative name. */
export function filesIn(directory: string): Record<string, string> {
  const names = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = names.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
  return Object.fromEntries(
    paths.map((path) => [path.slice(directory.length + 1), readFileSync(path, 'utf8')]),
  );
}

/** A platform on every cloud; `text` adds sections to it. */
export function platformOf(
  lifecycle: 'trial' | 'production',
  text = '',
  clouds = AWS + AZURE + GCP,
): ResolvedPlatform {
  return resolved(`version: 1\nname: acme\nlifecycle: ${lifecycle}\nvolume: startup\n${text}\n${clouds}`);
}

/** An application without what takes seconds: functions' bundles, and CloudFormation's own validation. */
export function quickApp(): App {
  return newAwsApp({
    outdir: outputDirectory(),
    builtinCloudFormationValidation: false,
    context: { 'aws:cdk:bundling-stacks': [] },
  });
}

/** The template of one stack, made with no more than it needs, below a stage of the platform's name. */
export function templateAlone(
  platform: ResolvedPlatform,
  make: (stage: Stage, props: PlatformProps) => Stack,
): Template {
  const { aws } = platform;
  if (!aws) {
    throw new Error('no AWS in the platform');
  }
  const app = quickApp();
  return Template.fromStack(make(new Stage(app, platform.name), { platform, aws }));
}

/** The AWS template of a platform. */
export function awsTemplate(platform: ResolvedPlatform): Template {
  const app = quickApp();
  addAwsStacks(app, platform);
  const stack = app.node.findAll().find((construct) => Stack.isStack(construct));
  if (stack === undefined) {
    throw new Error('the platform has no AWS stack');
  }
  return Template.fromStack(stack);
}

/** Every AWS template of a platform, by the stack's name. */
export function awsTemplates(platform: ResolvedPlatform): Record<string, Template> {
  const app = quickApp();
  addAwsStacks(app, platform);
  const templates: Record<string, Template> = {};
  for (const stack of app.node.findAll().filter((construct) => Stack.isStack(construct))) {
    let template: Template | undefined;
    Object.defineProperty(templates, stack.stackName, {
      enumerable: true,
      // Most tests look at one stack of many, and CDK reads and checks a template at its first use.
      get: () => {
        template ??= Template.fromStack(stack);
        return template;
      },
    });
  }
  return templates;
}

type Body = Record<string, unknown>;

/** The Terraform resources of a platform's stack: type → resources in the order of their ids. */
export function terraformResources(
  platform: ResolvedPlatform,
  cloud: 'azure' | 'gcp',
): Record<string, Body[]> {
  const app = newTerraformApp({ outdir: outputDirectory() });
  addTerraformStacks(app, platform);
  const stack = app.node
    .findAll()
    .find((node): node is TerraformStack => TerraformStack.isStack(node) && node.node.id.includes(cloud));
  if (stack === undefined) {
    throw new Error(`the platform has no ${cloud} stack`);
  }
  const synthesized = JSON.parse(Testing.synth(stack, true)) as {
    resource: Record<string, Record<string, Body>>;
  };
  return Object.fromEntries(
    Object.entries(synthesized.resource).map(([type, bodies]) => [type, Object.values(bodies)]),
  );
}
