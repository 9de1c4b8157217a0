import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { ResolvedPlatform } from '../lib/config/resolved';
import { addAwsStacks, newAwsApp, synthesizeAws } from './aws-app';
import { loadPlatform, run, today } from './load-platform';
import { addTerraformStacks, newTerraformApp } from './terraform-app';

/** A written template, its file relative to the output directory. */
export interface SynthesizedStack {
  readonly stack: string;
  readonly file: string;
}

export interface SynthesisOptions {
  /** Whether CloudFormation's own validation runs too, which takes seconds. @default true */
  readonly validate?: boolean;
  /** Whether functions are bundled; without, their assets are the sources. @default true */
  readonly bundle?: boolean;
  /** YYYY-MM-DD, UTC: acknowledgements that ended before it no longer hold. @default today */
  readonly day?: string;
}

/**
 * Writes the templates of every configured cloud to `cdk.out` and `cdktf.out` below `out`, in place of what was
 * there. Equal configurations give equal bytes, wherever and whenever.
 */
export function synthesize(
  platform: ResolvedPlatform,
  out: string,
  { validate = true, bundle = true, day = today() }: SynthesisOptions = {},
): SynthesizedStack[] {
  const [cdkOut, cdktfOut] = [join(out, 'cdk.out'), join(out, 'cdktf.out')];
  for (const directory of [cdkOut, cdktfOut]) {
    rmSync(directory, { recursive: true, force: true });
  }
  const context = bundle ? {} : { 'aws:cdk:bundling-stacks': [] };
  const aws = newAwsApp({ outdir: cdkOut, builtinCloudFormationValidation: validate, context });
  addAwsStacks(aws, platform);
  const assembly = synthesizeAws(aws, day);
  const terraform = newTerraformApp({ outdir: cdktfOut });
  addTerraformStacks(terraform, platform);
  terraform.synth();
  return [
    ...assembly.stacksRecursively.map((stack) => ({
      stack: stack.stackName,
      file: relative(out, stack.templateFullPath),
    })),
    ...Object.values(terraform.manifest.stacks).map((stack) => ({
      stack: stack.name,
      file: join('cdktf.out', stack.synthesizedStackPath),
    })),
  ];
}

if (require.main === module) {
  run(() => {
    const { values } = parseArgs({
      options: { config: { type: 'string' }, out: { type: 'string', default: '.' } },
    });
    for (const { stack, file } of synthesize(loadPlatform(values.config), values.out)) {
      process.stdout.write(`${stack}  ${join(values.out, file)}\n`);
    }
  });
}
