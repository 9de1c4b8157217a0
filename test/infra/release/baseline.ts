import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addAwsStacks, newAwsApp } from '../../../infra/aws-app';
import { isProduction } from '../../../infra/policy/lifecycle';
import { type Resource, resourcesOf } from '../../../infra/policy/template';
import { type Assembly, assemblyOf, readAssembly } from '../../../infra/release/assembly';
import { promisesOf } from '../../../infra/release/stores';
import { TERRAFORM_STORES } from '../../../infra/release/terraform-stores';
import { addTerraformStacks, newTerraformApp } from '../../../infra/terraform-app';
import { type JsonObject, type JsonValue, object } from '../../../lib/json';
import { resolved } from '../../lib/config/support';
import { outputDirectory } from '../support';

/** A folder a release: its stores, and a lake that it wrote. */
export const RELEASES = join(__dirname, '..', '..', 'fixtures', 'releases');
export const STORES = 'stores.json';

/** The stores of a release in the configurations that it was tested in: what later releases must leave in place. */
export interface Baseline {
  readonly release: string;
  readonly configurations: Readonly<Record<string, RecordedConfiguration>>;
  /** Each different resource once; stacks name them by their place. */
  readonly resources: readonly JsonObject[];
}

interface RecordedConfiguration {
  /** platform.yaml as it was: the later release must still take it. */
  readonly config: JsonValue;
  readonly aws: readonly RecordedStack[];
  readonly terraform: Assembly['terraform'];
}

interface RecordedStack {
  readonly stack: string;
  readonly account?: string;
  readonly region?: string;
  /** Logical id → place in `resources`. */
  readonly stores: Readonly<Record<string, number>>;
}

/** What a configuration deploys today, read from the written templates. */
export function synthesizedFrom(config: JsonValue): Assembly {
  const out = outputDirectory();
  synthesizedInto(out, config);
  return readAssembly(out);
}

/** Writes it as `npm run synth -- --out FOLDER` does. */
export function synthesizedInto(out: string, config: unknown): void {
  const platform = resolved(JSON.stringify(config));
  const aws = newAwsApp({
    outdir: join(out, 'cdk.out'),
    builtinCloudFormationValidation: false,
    context: { 'aws:cdk:bundling-stacks': [] },
  });
  addAwsStacks(aws, platform);
  aws.synth();
  const terraform = newTerraformApp({ outdir: join(out, 'cdktf.out') });
  addTerraformStacks(terraform, platform);
  terraform.synth();
}

/** The baseline of a release; `assemblies` say what each configuration deploys. */
export function baselineOf(
  release: string,
  configs: Readonly<Record<string, JsonValue>>,
  synthesize: (config: JsonValue) => Assembly = synthesizedFrom,
): Baseline {
  const places = new Map<string, number>();
  const place = (body: JsonObject) => {
    const text = JSON.stringify(body);
    places.set(text, places.get(text) ?? places.size);
    return places.get(text) ?? 0;
  };
  const configurations = Object.fromEntries(
    Object.entries(configs).map(([name, config]) => {
      const { aws, terraform } = synthesize(config);
      const stacks = aws.map(({ body, ...stack }) => ({
        ...stack,
        stores: Object.fromEntries(
          resourcesOf({ ...stack, body })
            .filter(promisesOf)
            .map((store) => [store.logicalId, place(remembered(store))]),
        ),
      }));
      const recorded = {
        config,
        aws: stacks.filter(({ stores }) => Object.keys(stores).length > 0),
        terraform: Object.fromEntries(
          Object.entries(terraform).map(([stack, body]) => [stack, storesIn(body)]),
        ),
      };
      return [name, recorded];
    }),
  );
  return { release, configurations, resources: [...places.keys()].map((text) => JSON.parse(text)) };
}

/** What a release deployed in a configuration, as far as it was recorded: its stores. */
export function assemblyIn({ resources }: Baseline, { aws, terraform }: RecordedConfiguration): Assembly {
  const stacks = aws.map(({ stores, ...stack }) => ({
    ...stack,
    body: {
      Resources: Object.fromEntries(Object.entries(stores).map(([id, place]) => [id, resources[place]])),
    },
  }));
  return assemblyOf(stacks, terraform);
}

/** Every release that was recorded, in the order of their names. */
export function baselines(): readonly Baseline[] {
  return readdirSync(RELEASES)
    .sort()
    .map((name) => JSON.parse(readFileSync(join(RELEASES, name, STORES), 'utf8')) as Baseline);
}

/** One resource a line: readable where it differs from another release's. */
export function written({ release, configurations, resources }: Baseline): string {
  const lines = (values: readonly unknown[]) =>
    values.map((value) => `  ${JSON.stringify(value)}`).join(',\n');
  const named = Object.entries(configurations).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{"release": ${JSON.stringify(release)},\n"configurations": {\n${named.join(',\n')}\n},\n"resources": [\n${lines(resources)}\n]}\n`;
}

/** Without what never replaces or weakens a store. */
function remembered(store: Resource): JsonObject {
  const { Type, DeletionPolicy, UpdateReplacePolicy, Condition } = store.body;
  const { Tags: _tags, KeyPolicy: _policy, Description: _text, ...properties } = store.properties;
  const tags = isProduction(store) ? {} : { Tags: [{ Key: 'lifecycle', Value: 'trial' }] };
  return { Type, DeletionPolicy, UpdateReplacePolicy, Condition, Properties: { ...properties, ...tags } };
}

function storesIn({ resource, terraform }: JsonObject): JsonObject {
  const stores = Object.entries(object(resource) ?? {})
    .filter(([type]) => type in TERRAFORM_STORES)
    .map(([type, bodies]) => [type, withoutRemarks(object(bodies) ?? {})] as const);
  return { resource: Object.fromEntries(stores), terraform: { backend: object(terraform)?.backend } };
}

function withoutRemarks(bodies: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(bodies).map(([id, body]) => {
      const { '//': _remarks, tags: _tags, labels: _labels, ...settings } = object(body) ?? {};
      return [id, settings];
    }),
  );
}
