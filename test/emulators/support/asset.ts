import { join } from 'node:path';
import { Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SelfCheckStack } from '../../../infra/aws/health/self-check-stack';
import { addPipeline } from '../../../infra/aws/pipeline/add-pipeline';
import { CentralStack } from '../../../infra/aws/security/central-stack';
import { StreamStack } from '../../../infra/aws/stream/stream-stack';
import { newAwsApp } from '../../../infra/aws-app';
import { isObject, type JsonObject, type JsonValue, list, object, text } from '../../../lib/json';
import { outputDirectory, platformOf } from '../../infra/support';
import { AWS } from '../../lib/config/support';

/** A function as it is shipped: the folder of its code, and the environment of its template. */
export interface Shipped {
  readonly code: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface Shipment {
  readonly template: Template;
  /** Of the streams, and the function that looks at them. */
  readonly stream: Template;
  /** Of canaries and the watch. */
  readonly selfCheck: Template;
  readonly functions: Readonly<
    Record<'normalize' | 'reconcile' | 'notify' | 'detect' | 'canary' | 'watch', Shipped>
  >;
  /** The folder of the layer: what Lambda puts into /opt. */
  readonly layer: string;
  readonly lake: string;
  readonly raw: string;
  readonly table: string;
  readonly queue: string;
  readonly alerts: string;
  /** Topic of the people who run the platform. */
  readonly operations: string;
  readonly bus: string;
  readonly region: string;
}

const ACCOUNT = '000000000000';
/** Of another stack, which this one has it from. */
const TABLE = 'acme-state';
const OPERATIONS = 'acme-operations';

/** Synthesizes the pipeline of a trial platform, bundled as for deployment, and reads what would be deployed. */
export function shipPipeline(): Shipment {
  const outdir = outputDirectory();
  // fauxqs knows one account only, of that number.
  const platform = platformOf('trial', '', AWS.replaceAll('222222222222', ACCOUNT));
  const { aws } = platform;
  if (!aws) {
    throw new Error('the platform has no AWS');
  }
  const app = newAwsApp({ outdir, builtinCloudFormationValidation: false });
  const stage = new Stage(app, platform.name);
  const central = new CentralStack(stage, 'Central', { platform, aws });
  const pipeline = addPipeline(stage, { platform, aws }, central);
  const streams = new StreamStack(stage, 'Stream', { platform, aws, central });
  const checks = new SelfCheckStack(stage, 'SelfCheck', { platform, aws, central, lake: pipeline.lake });
  const [template, stream] = [Template.fromStack(pipeline), Template.fromStack(streams)];
  const selfCheck = Template.fromStack(checks);
  app.synth();
  const all = { ...resourcesOf(template), ...resourcesOf(stream), ...resourcesOf(selfCheck) };
  const resources = Object.values(all).filter(isObject);
  const names = namesIn(all, aws.homeRegion);
  const codeOf = (code: JsonValue) =>
    join(outdir, `asset.${text(object(code)?.S3Key)?.replace(/\.zip$/, '')}`);
  const shipped = (handler: string): Shipped => {
    const found = resources.find(
      ({ Type, Properties }) =>
        Type === 'AWS::Lambda::Function' &&
        object(Properties)?.FunctionName === `${platform.name}-${handler}`,
    );
    const properties = object(found?.Properties);
    const variables = object(object(properties?.Environment)?.Variables) ?? {};
    return {
      code: codeOf(properties?.Code),
      environment: Object.fromEntries(
        Object.entries(variables).map(([name, value]) => [name, spell(value, names)]),
      ),
    };
  };
  const layer = resources.find(({ Type }) => Type === 'AWS::Lambda::LayerVersion');
  return {
    template,
    stream,
    selfCheck,
    functions: {
      canary: shipped('canary'),
      watch: shipped('watch'),
      detect: shipped('detect'),
      normalize: shipped('normalize'),
      reconcile: shipped('reconcile'),
      notify: shipped('notify'),
    },
    layer: codeOf(object(layer?.Properties)?.Content),
    lake: `${platform.name}-lake-${ACCOUNT}-${aws.homeRegion}`,
    raw: `${platform.name}-raw-${ACCOUNT}-${aws.homeRegion}`,
    table: TABLE,
    queue: `${platform.name}-ingest`,
    alerts: `${platform.name}-alerts`,
    operations: OPERATIONS,
    bus: `${platform.name}-findings`,
    region: aws.homeRegion,
  };
}

function resourcesOf(template: Template): JsonObject {
  return object((template.toJSON() as JsonObject).Resources) ?? {};
}

/** What `Ref` and `Fn::GetAtt` of a resource come to, for those that the environment names. */
function namesIn(resources: JsonObject, region: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [id, resource] of Object.entries(resources)) {
    const properties = isObject(resource) ? object(resource.Properties) : undefined;
    const queue = text(properties?.QueueName);
    const topic = text(properties?.TopicName);
    const name =
      queue !== undefined
        ? `https://sqs.${region}.amazonaws.com/${ACCOUNT}/${queue}`
        : topic !== undefined
          ? `arn:aws:sns:${region}:${ACCOUNT}:${topic}`
          : text(properties?.BucketName);
    if (name !== undefined) {
      names.set(id, name);
    }
  }
  return names;
}

/** A property as CloudFormation would write it. */
function spell(value: JsonValue, names: ReadonlyMap<string, string>): string {
  if (typeof value === 'string') {
    return value;
  }
  const call = object(value) ?? {};
  const join = list(call['Fn::Join']);
  if (join.length === 2) {
    return list(join[1])
      .map((part) => spell(part, names))
      .join(String(join[0]));
  }
  if (JSON.stringify(call['Fn::GetStackOutput'] ?? '').includes('StateTable')) {
    return TABLE;
  }
  if (JSON.stringify(call['Fn::GetStackOutput'] ?? '').includes('OperationsTopic')) {
    return `arn:aws:sns:ap-northeast-1:${ACCOUNT}:${OPERATIONS}`;
  }
  if (call.Ref === 'AWS::Partition') {
    return 'aws';
  }
  const name = names.get(text(call.Ref) ?? '');
  if (name === undefined) {
    throw new Error(`cannot resolve ${JSON.stringify(value)}`);
  }
  return name;
}
