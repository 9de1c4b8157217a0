import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { type JsonObject, type JsonValue, list } from '../../lib/json';
import { askedBy, statementsOf } from './statements';
import { at, resourcesOf, type StackTemplate, spelled, withCarried } from './template';

/** What an auditor asks of a stack first. */
export interface AuditEntry {
  readonly stack: string;
  readonly purpose: string;
  readonly template: string;
  /** Absent for a template that a StackSet carries into every enrolled account. */
  readonly account?: string;
  readonly region?: string;
  readonly stores: readonly Store[];
  /** Whoever is let in from outside the account, and what binds them. */
  readonly letsIn: readonly Grant[];
}

/** Something that keeps data, or the key to it. */
export interface Store {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly encryptedWith: string;
  /** Mode and days, such as `COMPLIANCE 2555 days`. */
  readonly lock: string;
  /** Storage class and age in days at which it begins, in order, and the end. */
  readonly tiers: readonly string[];
  /** What becomes of it when its stack is deleted. */
  readonly whenStackIsDeleted: string;
}

export interface Grant {
  readonly on: string;
  readonly principal: string;
  readonly actions: readonly string[];
  readonly boundBy: readonly string[];
}

/** The index of the templates of an assembly, from the templates alone; in the stacks' order. */
export function auditIndex(
  templates: readonly (StackTemplate & { readonly file: string })[],
): readonly AuditEntry[] {
  return templates.flatMap(({ file, ...template }) =>
    withCarried(template).map((one) => ({
      stack: one.stack,
      purpose: spelled(one.body.Description),
      template: file,
      ...(one.account === undefined ? {} : { account: one.account }),
      ...(one.region === undefined ? {} : { region: one.region }),
      stores: storesOf(one),
      letsIn: grantsOf(one),
    })),
  );
}

/** Writes `audit-index.json` beside the templates of an assembly, nested ones included. */
export function writeAuditIndex(assembly: CloudAssembly): void {
  const templates = assembly.stacksRecursively.map((stack) => ({
    stack: stack.stackName,
    account: stack.environment.account,
    region: stack.environment.region,
    body: stack.template as JsonObject,
    file: stack.templateFullPath.slice(assembly.directory.length + 1),
  }));
  const text = `${JSON.stringify(auditIndex(templates), null, 2)}\n`;
  writeFileSync(join(assembly.directory, 'audit-index.json'), text);
}

const STORES = [
  'AWS::S3::Bucket',
  'AWS::DynamoDB::Table',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
  'AWS::Kinesis::Stream',
  'AWS::SQS::Queue',
];

function storesOf(stack: StackTemplate): readonly Store[] {
  return resourcesOf(stack, ...STORES).map(({ type, logicalId, properties, body }) => ({
    type,
    id: logicalId,
    name: nameOf(properties),
    encryptedWith: keyOf(properties),
    lock: lockOf(properties),
    tiers: tiersOf(properties),
    whenStackIsDeleted: spelled(body.DeletionPolicy ?? 'Delete'),
  }));
}

function nameOf(properties: JsonObject): string {
  return spelled(
    properties.BucketName ??
      properties.TableName ??
      properties.LogGroupName ??
      properties.QueueName ??
      properties.Name ??
      '',
  );
}

function keyOf(properties: JsonObject): string {
  const [rule] = list(at(properties, 'BucketEncryption.ServerSideEncryptionConfiguration'));
  const key =
    at(rule, 'ServerSideEncryptionByDefault.KMSMasterKeyID') ??
    at(rule, 'ServerSideEncryptionByDefault.SSEAlgorithm') ??
    properties.KmsKeyId ??
    properties.KmsMasterKeyId ??
    at(properties, 'SSESpecification.KMSMasterKeyId') ??
    at(properties, 'StreamEncryption.KeyId');
  return key === undefined ? "the service's own key" : spelled(key);
}

function lockOf(properties: JsonObject): string {
  const retention = at(properties, 'ObjectLockConfiguration.Rule.DefaultRetention');
  return retention === undefined
    ? 'none'
    : `${spelled(at(retention, 'Mode'))} ${spelled(at(retention, 'Days'))} days`;
}

function tiersOf(properties: JsonObject): readonly string[] {
  const days = properties.RetentionInDays ?? undefined;
  const rules = list(at(properties, 'LifecycleConfiguration.Rules'));
  return [
    ...(days === undefined ? [] : [`deleted from day ${spelled(days)}`]),
    ...rules.flatMap((rule) => [
      ...list(at(rule, 'Transitions')).map(
        (move) => `${spelled(at(move, 'StorageClass'))} from day ${spelled(at(move, 'TransitionInDays'))}`,
      ),
      ...end(at(rule, 'ExpirationInDays')),
    ]),
  ];
}

function end(days: JsonValue): readonly string[] {
  return days === undefined ? [] : [`deleted from day ${spelled(days)}`];
}

/** Grants to others than the stack's own account. */
function grantsOf(stack: StackTemplate): readonly Grant[] {
  return statementsOf(stack)
    .filter(({ effect, kind }) => effect === 'Allow' && (kind === 'resource' || kind === 'trust'))
    .flatMap((statement) =>
      statement.principals
        .filter((principal) => !isInside(principal, stack))
        .map((principal) => ({
          on: statement.resource.logicalId,
          principal,
          actions: [...statement.actions].sort(),
          boundBy: askedBy(statement).map(
            ({ operator, key, values }) => `${operator} ${key} = ${values.join(' or ')}`,
          ),
        })),
    );
}

function isInside(principal: string, { account }: StackTemplate): boolean {
  const named = principal.replaceAll(/\$\{AWS::(\w+)\}/g, '<$1>');
  return (
    named.includes(':<AccountId>:') ||
    (account !== undefined && named.includes(`:${account}:`)) ||
    /^AWS:\$\{/.test(named)
  );
}
