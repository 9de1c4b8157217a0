import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { isObject, type JsonObject, object, text } from '../../lib/json';
import { type StackTemplate, withCarried } from '../policy/template';
import { withReferencesResolved } from './references';

/** What a release deploys, as its templates tell. */
export interface Assembly {
  /** CloudFormation, with the templates that stack sets carry. */
  readonly aws: readonly StackTemplate[];
  /** Terraform: name of the stack → its JSON. */
  readonly terraform: Readonly<Record<string, JsonObject>>;
}

/**
 * Reads what `npm run synth -- --out FOLDER` wrote: `cdk.out` and `cdktf.out` below a folder, or the folder of one of
 * them. Throws where there is neither.
 */
export function readAssembly(folder: string): Assembly {
  const [cdk, cdktf] = [outputIn(folder, 'cdk.out', 'artifacts'), outputIn(folder, 'cdktf.out', 'stacks')];
  if (cdk === undefined && cdktf === undefined) {
    throw new Error(
      `${folder}: no synthesized templates there; write them with \`npm run synth -- --out ${folder}\``,
    );
  }
  return assemblyOf(cdk === undefined ? [] : cdkTemplates(cdk), cdktf === undefined ? {} : terraform(cdktf));
}

/** An assembly of templates as they were synthesized. */
export function assemblyOf(templates: readonly StackTemplate[], terraform: Assembly['terraform']): Assembly {
  return { aws: withReferencesResolved(templates.flatMap(withCarried)), terraform };
}

/** The folder, or the one named below it, whose manifest lists such things. */
function outputIn(folder: string, name: string, listed: string): string | undefined {
  return [join(folder, name), folder].find((each) => {
    const manifest = join(each, 'manifest.json');
    return existsSync(manifest) && isObject(read(manifest)[listed]);
  });
}

function cdkTemplates(folder: string): readonly StackTemplate[] {
  return openAssembly(folder).stacksRecursively.map((stack) => ({
    stack: stack.stackName,
    account: stack.environment.account,
    region: stack.environment.region,
    body: read(stack.templateFullPath),
  }));
}

function openAssembly(folder: string): CloudAssembly {
  try {
    return new CloudAssembly(folder);
  } catch (error) {
    throw new Error(
      `${folder}: not what \`npm run synth\` or \`cdk synth\` wrote: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function terraform(folder: string): Assembly['terraform'] {
  const stacks = object(read(join(folder, 'manifest.json')).stacks) ?? {};
  return Object.fromEntries(
    Object.entries(stacks).map(([name, stack]) => [
      name,
      read(join(folder, text(object(stack)?.synthesizedStackPath) ?? '')),
    ]),
  );
}

function read(path: string): JsonObject {
  try {
    return object(JSON.parse(readFileSync(path, 'utf8'))) ?? {};
  } catch (error) {
    throw new Error(`${path}: cannot be read as JSON: ${error instanceof Error ? error.message : error}`);
  }
}
