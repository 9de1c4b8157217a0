import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, DefaultStackSynthesizer, Stack, Stage, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { isObject } from '../../../lib/json';
import { tagsFor } from '../../policy/tags';
import { APP_PROPS } from '../app-props';
import type { PlatformProps } from '../platform-stack';

/** Longest template CloudFormation takes as text. */
export const LONGEST_TEMPLATE = 51_200;

/**
 * The template of a stack that CloudFormation puts into other accounts, as text: what `build` adds to an empty stack,
 * for any account and region. It also writes the template beside the others, `<part>.member.template.json`, for those
 * who read what is deployed. Throws where the text cannot go into a stack set: too long, an asset, a macro or a
 * nested stack in it.
 */
export function memberTemplate(
  scope: Construct,
  part: string,
  { platform }: PlatformProps,
  build: (stack: Stack) => void,
): string {
  const outdir = mkdtempSync(join(tmpdir(), 'kumomori-'));
  try {
    const app = new App({ ...APP_PROPS, outdir, builtinCloudFormationValidation: false });
    const stack = new Stack(app, part, {
      synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
      description: `Kumomori: ${part}, in every enrolled account`,
    });
    for (const [key, value] of Object.entries(tagsFor(platform, part))) {
      Tags.of(stack).add(key, value);
    }
    build(stack);
    const template: unknown = app.synth().getStackArtifact(stack.artifactId).template;
    writeBeside(scope, part, template);
    return requireFit(part, template);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function writeBeside(scope: Construct, part: string, template: unknown): void {
  const directory = Stage.of(scope)?.outdir;
  if (directory !== undefined) {
    writeFileSync(
      join(directory, `${part}.member.template.json`),
      `${JSON.stringify(template, undefined, 1)}\n`,
    );
  }
}

function requireFit(part: string, template: unknown): string {
  const body = JSON.stringify(template);
  if (Buffer.byteLength(body) > LONGEST_TEMPLATE) {
    throw new Error(
      `${part}: the template has ${Buffer.byteLength(body)} bytes, above the ${LONGEST_TEMPLATE} of a stack set: make two sets of it`,
    );
  }
  const resources =
    isObject(template) && isObject(template.Resources) ? Object.values(template.Resources) : [];
  const nested = resources.some(
    (resource) => isObject(resource) && resource.Type === 'AWS::CloudFormation::Stack',
  );
  if (
    nested ||
    body.includes('"Transform"') ||
    /cdk-[a-z0-9]+-assets-/.test(body) ||
    body.includes('"S3Key"')
  ) {
    throw new Error(`${part}: an asset, a macro or a nested stack cannot go into a stack set: take it out`);
  }
  return body;
}
