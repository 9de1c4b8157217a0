import { covers } from '../../../infra/policy/acknowledgement';
import { ACKNOWLEDGEMENTS } from '../../../infra/policy/acknowledgements';
import { checkTemplate } from '../../../infra/policy/policy-validation';
import { type Statement, statementsOf } from '../../../infra/policy/statements';
import { type Resource, resourcesOf, type StackTemplate } from '../../../infra/policy/template';
import { isObject, type JsonObject, type JsonValue } from '../../../lib/json';
import type { Synthesized } from './synthesized';

/** What protects, by type: taking any of these away must be found. */
const PROTECTING: Readonly<Record<string, readonly string[]>> = {
  'AWS::S3::Bucket': [
    'Properties.BucketEncryption',
    'Properties.PublicAccessBlockConfiguration',
    'Properties.PublicAccessBlockConfiguration.BlockPublicAcls',
    'Properties.PublicAccessBlockConfiguration.BlockPublicPolicy',
    'Properties.PublicAccessBlockConfiguration.IgnorePublicAcls',
    'Properties.PublicAccessBlockConfiguration.RestrictPublicBuckets',
    'Properties.OwnershipControls',
    'Properties.VersioningConfiguration',
    'Properties.ObjectLockEnabled',
    'Properties.ObjectLockConfiguration',
    'Properties.ObjectLockConfiguration.Rule.DefaultRetention',
  ],
  'AWS::KMS::Key': ['Properties.EnableKeyRotation'],
  'AWS::CloudTrail::Trail': [
    'Properties.IsLogging',
    'Properties.IsMultiRegionTrail',
    'Properties.IncludeGlobalServiceEvents',
    'Properties.EnableLogFileValidation',
    'Properties.KMSKeyId',
    'Properties.TrailName',
  ],
  'AWS::SNS::Topic': ['Properties.KmsMasterKeyId'],
  'AWS::DynamoDB::Table': ['Properties.SSESpecification'],
  'AWS::Logs::LogGroup': ['Properties.RetentionInDays'],
  'AWS::CloudWatch::Alarm': ['Properties.AlarmActions', 'Properties.AlarmDescription'],
};
const STORES = ['AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::DynamoDB::Table'];

/** Without any one of what protects them, the templates would not pass. */
export function losingAnyIsNoticed({ templates, paths }: Synthesized): void {
  const open = (template: StackTemplate) =>
    checkTemplate(template)
      .filter(({ rule, stack, logicalId }) => {
        const path = paths.get(stack.includes('/') ? stack : `${stack}/${logicalId ?? ''}`) ?? '';
        return !ACKNOWLEDGEMENTS.some((one) => covers(one, rule, path));
      })
      .map(({ rule, stack, message }) => `${stack}: ${rule}: ${message}`);

  const isUnnoticed = (template: StackTemplate, changed: StackTemplate) => {
    const before = new Set(open(template));
    return open(changed).every((finding) => before.has(finding));
  };

  it('are without a finding that nobody acknowledged', () => {
    expect(templates.flatMap(open)).toEqual([]);
  });

  it('would be found wanting without any one of what protects them', () => {
    const missed = templates.flatMap((template) =>
      removals(template)
        .filter(({ resource, path }) => !isExcused(resource, path, paths))
        .filter(({ without }) => isUnnoticed(template, without))
        .map(({ resource, path }) => `${template.stack} ${resource.logicalId} ${path}`),
    );

    expect(missed).toEqual([]);
  });

  it('would be found wanting without the condition of any one grant to somebody outside', () => {
    const missed = templates.flatMap((template) =>
      statementsOf(template)
        .filter(isGrantOutside(template))
        .filter((statement) => isUnnoticed(template, withoutCondition(template, statement)))
        .map(({ resource, principals }) => `${template.stack} ${resource.logicalId} ${principals.join()}`),
    );

    expect(missed).toEqual([]);
  });
}

interface Removal {
  readonly resource: Resource;
  readonly path: string;
  readonly without: StackTemplate;
}

/** The template without each protecting property it has, one at a time. */
function removals(template: StackTemplate): readonly Removal[] {
  return resourcesOf(template).flatMap((resource) => {
    const own = PROTECTING[resource.type] ?? [];
    const kept = STORES.includes(resource.type) && resource.body.DeletionPolicy === 'Retain';
    const paths = [...own, ...(kept ? ['DeletionPolicy', 'UpdateReplacePolicy'] : [])];
    return paths.flatMap((path) => {
      const without = structuredClone(template.body);
      const removed = remove(without, ['Resources', resource.logicalId, ...path.split('.')]);
      return removed ? [{ resource, path, without: { ...template, body: without } }] : [];
    });
  });
}

function remove(value: JsonValue, [step, ...rest]: readonly string[]): boolean {
  if (!isObject(value) || step === undefined || !(step in value)) {
    return false;
  }
  return rest.length === 0 ? delete value[step] : remove(value[step], rest);
}

/** What an acknowledgement allows on a resource anyway is no loss. */
function isExcused(resource: Resource, path: string, paths: ReadonlyMap<string, string>): boolean {
  const excuses: Readonly<Record<string, string>> = {
    'Properties.BucketEncryption': 'Kumomori-bucket-encrypted',
    'Properties.VersioningConfiguration': 'Kumomori-bucket-versioned',
  };
  const rule = excuses[path] ?? (path.startsWith('Properties.ObjectLock') ? 'Kumomori-bucket-locked' : '');
  const at = paths.get(`${resource.stack.stack}/${resource.logicalId}`) ?? '';
  return ACKNOWLEDGEMENTS.some((one) => covers(one, rule, at));
}

/** A service's own execution role apart: nothing but its account's people can hand it out. */
function isGrantOutside({ account }: StackTemplate): (statement: Statement) => boolean {
  return ({ kind, effect, principals, condition, resource }) =>
    effect === 'Allow' &&
    (kind === 'resource' || kind === 'trust') &&
    Object.values(condition).some((test) => Object.keys(isObject(test) ? test : {}).length > 0) &&
    !(kind === 'trust' && principals.every((principal) => principal === 'Service:lambda.amazonaws.com')) &&
    resource.type !== 'AWS::Lambda::Permission' &&
    resource.type !== 'AWS::Events::EventBusPolicy' &&
    principals.some(
      (principal) => !principal.includes('${') && !(account !== undefined && principal.includes(account)),
    );
}

function withoutCondition(template: StackTemplate, { resource, condition }: Statement): StackTemplate {
  const resources = template.body.Resources as JsonObject;
  const stripped = strip(resources[resource.logicalId], JSON.stringify(condition));
  const body = { ...template.body, Resources: { ...resources, [resource.logicalId]: stripped } };
  return { ...template, body };
}

/** The value without that condition, also where a policy is text. */
function strip(value: JsonValue, condition: string): JsonValue {
  if (typeof value === 'string') {
    return value.replace(`,"Condition":${condition}`, '');
  }
  if (Array.isArray(value)) {
    return value.map((one) => strip(one, condition));
  }
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([name, one]) => name !== 'Condition' || JSON.stringify(one) !== condition)
          .map(([name, one]) => [name, strip(one, condition)]),
      )
    : value;
}
