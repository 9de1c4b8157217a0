import type { AlertMessage, Occasion } from '../message';
import type { SubjectResource } from '../subject';
import { cut, plainLine, plainLines } from './neutral-text';
import { inert } from './unlinked-text';

/** A finding in the AWS Security Finding Format, as far as alerts have what it asks for. */
export interface AsffFinding {
  readonly SchemaVersion: '2018-10-08';
  readonly Id: string;
  readonly ProductArn: string;
  readonly AwsAccountId: string;
  readonly GeneratorId: string;
  readonly CreatedAt: string;
  readonly UpdatedAt: string;
  readonly FirstObservedAt: string;
  readonly LastObservedAt: string;
  readonly Title: string;
  readonly Description: string;
  readonly FindingProviderFields: {
    readonly Severity: { readonly Label: string; readonly Original: string };
    readonly Types: readonly string[];
  };
  readonly Resources: readonly AsffResource[];
  readonly RecordState: 'ACTIVE' | 'ARCHIVED';
  readonly ProductFields: Readonly<Record<string, string>>;
  readonly Remediation?: { readonly Recommendation: { readonly Text: string } };
}

interface AsffResource {
  readonly Type: string;
  readonly Id: string;
  readonly Partition: string;
  readonly Region?: string;
}

/** What sources of Security Hub's findings leave out, or alerts would become logs and logs alerts. */
export const GENERATOR = 'kumomori';

const MAX_TITLE = 256;
const MAX_DESCRIPTION = 1_024;
const MAX_REMEDIATION = 512;
const MAX_ID = 512;
const MAX_FIELD = 2_048;

/** ASFF's types follow an ATT&CK older than the split of Defense Evasion; what they do not have is the namespace alone. */
const TYPES: Readonly<Record<string, string>> = {
  'Initial Access': 'TTPs/Initial Access',
  Execution: 'TTPs/Execution',
  Persistence: 'TTPs/Persistence',
  'Privilege Escalation': 'TTPs/Privilege Escalation',
  Stealth: 'TTPs/Defense Evasion',
  'Defense Impairment': 'TTPs/Defense Evasion',
  'Credential Access': 'TTPs/Credential Access',
  Discovery: 'TTPs/Discovery',
  'Lateral Movement': 'TTPs/Lateral Movement',
  Collection: 'TTPs/Collection',
  'Command and Control': 'TTPs/Command and Control',
  Exfiltration: 'Effects/Data Exfiltration',
  Impact: 'Effects',
};

/** ASFF's names of resource types; every other is `Other`. */
const RESOURCES: Readonly<Record<string, string>> = {
  'AWS::CloudTrail::Trail': 'AwsCloudTrailTrail',
  'AWS::DynamoDB::Table': 'AwsDynamoDbTable',
  'AWS::EC2::Instance': 'AwsEc2Instance',
  'AWS::EC2::SecurityGroup': 'AwsEc2SecurityGroup',
  'AWS::IAM::Role': 'AwsIamRole',
  'AWS::IAM::User': 'AwsIamUser',
  'AWS::KMS::Key': 'AwsKmsKey',
  'AWS::Lambda::Function': 'AwsLambdaFunction',
  'AWS::RDS::DBInstance': 'AwsRdsDbInstance',
  'AWS::S3::Bucket': 'AwsS3Bucket',
  'AWS::S3::Object': 'AwsS3Object',
  'AWS::SNS::Topic': 'AwsSnsTopic',
  'AWS::SQS::Queue': 'AwsSqsQueue',
  'AWS::SecretsManager::Secret': 'AwsSecretsManagerSecret',
};

const CLOSED: ReadonlySet<Occasion> = new Set(['resolved', 'false_positive']);

/**
 * The message as a finding of Security Hub, the same finding in every message of an alert's life. It is updated by
 * later steps only, whatever the order they come in: `UpdatedAt` is when the step was taken. A closed alert archives
 * it; its workflow is the people's own. `productArn` is that of the account which imports it: a finding under the
 * default product must belong to that account, so the account that the alert is about is a resource.
 * Source: AWS Security Hub API, AwsSecurityFinding; types taxonomy for ASFF.
 */
export function toAsff(message: AlertMessage, idempotencyKey: string, productArn: string): AsffFinding {
  const { ids, when, decision, severity, subject, occasion, runbook } = message;
  const [, partition = 'aws', , , importer = ''] = productArn.split(':');
  const types = (subject?.tactics ?? []).map((tactic) => TYPES[tactic] ?? 'TTPs');
  const account = accountResource(ids.account ?? importer);
  const resources = (subject?.resources ?? []).map(resourceOf).filter(({ Id }) => Id !== '');
  const place = { Partition: partition, ...(subject?.region && { Region: text(subject.region, 64) }) };
  return {
    SchemaVersion: '2018-10-08',
    Id: ids.alert,
    ProductArn: productArn,
    AwsAccountId: importer,
    GeneratorId: `${GENERATOR}/${text(ids.rule ?? occasion, MAX_ID - GENERATOR.length - 1)}`,
    CreatedAt: when.firstUtc,
    UpdatedAt: message.at ?? decision?.utc ?? when.utc,
    FirstObservedAt: when.firstUtc,
    LastObservedAt: when.utc,
    Title: text(message.title, MAX_TITLE) || '-',
    Description: text(message.summary, MAX_DESCRIPTION) || '-',
    FindingProviderFields: {
      Severity: { Label: severity.toUpperCase(), Original: severity },
      Types: types.length > 0 ? [...new Set(types)] : ['Unusual Behaviors'],
    },
    Resources: [account, ...resources].map((resource) => ({ ...resource, ...place })),
    RecordState: CLOSED.has(occasion) ? 'ARCHIVED' : 'ACTIVE',
    ProductFields: fieldsOf(message, idempotencyKey),
    ...(runbook === ''
      ? {}
      : { Remediation: { Recommendation: { Text: plainLines(runbook, MAX_REMEDIATION) || '-' } } }),
  };
}

function accountResource(account: string) {
  return /^\d{12}$/.test(account)
    ? { Type: 'AwsAccount', Id: `AWS::::Account:${account}` }
    : { Type: 'Other', Id: text(account, MAX_ID) || '-' };
}

function resourceOf({ uid, type = '' }: SubjectResource) {
  return { Type: RESOURCES[type] ?? 'Other', Id: text(uid, MAX_ID) };
}

/** What ASFF has no attribute for. An empty value would be refused. */
function fieldsOf(message: AlertMessage, idempotencyKey: string): Readonly<Record<string, string>> {
  const { ids, counts, decision, queries, when } = message;
  const query = queries.find(({ engine }) => engine === 'athena') ?? queries[0];
  const fields: Readonly<Record<string, string | undefined>> = {
    Occasion: message.occasion,
    Who: text(message.who, MAX_FIELD),
    What: text(message.what, MAX_FIELD),
    Where: text(message.where, MAX_FIELD),
    When: text(when.local, MAX_FIELD),
    Findings: String(counts.findings),
    Events: ids.events.map((event) => text(event, 200)).join(' '),
    Owner: ids.owner && text(ids.owner, MAX_FIELD),
    Decision: decision && text(`${decision.by}: ${decision.reason}`, MAX_FIELD),
    Digest: message.digest.map(({ alerts, title }) => `${alerts} ${text(title, 100)}`).join('; '),
    Query: query && plainLines(query.sql, MAX_FIELD),
    IdempotencyKey: idempotencyKey,
  };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      value ? [[`${GENERATOR}/${name}`, cut(value, MAX_FIELD)]] : [],
    ),
  );
}

/** One line that shows what is in it, and that a spreadsheet does not compute: findings are exported as CSV. */
function text(value: string, max: number): string {
  return cut(inert(plainLine(value, max)), max);
}
