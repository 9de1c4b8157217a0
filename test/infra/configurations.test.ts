import type { ResolvedPlatform } from '../../lib/config/resolved';
import { isObject, type JsonValue } from '../../lib/json';
import { AWS_ORGANIZATION, resolved } from '../lib/config/support';
import { templatesOf } from './policy/synthesized';
import { removeOutputs } from './support';

afterAll(removeOutputs);

const organization = (lifecycle: string, aws = AWS_ORGANIZATION) =>
  resolved(`version: 1\nname: acme\nvolume: startup\nlifecycle: ${lifecycle}\n${aws}`);
const bodies = (platform: ResolvedPlatform) =>
  new Map(templatesOf(platform).map(({ stack, body }) => [stack, body]));

const PRODUCTION = bodies(organization('production'));

describe('configurations differ only where they must', () => {
  it('a trial from production: in what it locks, keeps and may be destroyed', () => {
    const changed = differences(PRODUCTION, bodies(organization('trial')));

    expect(
      changed.filter((place) => !/\.(?:Tags|DeletionPolicy|UpdateReplacePolicy|DependsOn)$/.test(place)),
    ).toEqual([
      // A trial's workgroup goes with its saved queries.
      'AWS::Athena::WorkGroup.RecursiveDeleteOption',
      // Its label says that it is a trial.
      'AWS::CloudFormation::StackSet.TemplateBody',
      'AWS::DynamoDB::Table.DeletionProtectionEnabled',
      // Delegations are taken back, which production may not.
      'AWS::IAM::Role.Policies',
      // Of the function that empties buckets.
      'AWS::IAM::Role: only in one',
      'AWS::KMS::Key.KeyPolicy',
      'AWS::KMS::Key.PendingWindowInDays',
      // A new account has none to reserve.
      'AWS::Lambda::Function.ReservedConcurrentExecutions',
      'AWS::Lambda::Function: only in one',
      'AWS::Logs::LogGroup.RetentionInDays',
      'AWS::S3::Bucket.ObjectLockConfiguration',
      'AWS::S3::Bucket.ObjectLockEnabled',
      'AWS::S3::BucketPolicy.PolicyDocument',
      'Custom::OrganizationAccess.Delete',
      'Custom::S3AutoDeleteObjects: only in one',
    ]);
  });

  it('a trail that was there before: in the trail, and in what it may write', () => {
    const existing = AWS_ORGANIZATION.replace(
      'aws:\n',
      `aws:
  trail: existing
  existing:
    trail:
      arn: arn:aws:cloudtrail:ap-northeast-1:111111111111:trail/organization
      bucket: { name: acme-trail, account: '666666666666', region: ap-northeast-1 }
`,
    );

    const changed = differences(PRODUCTION, bodies(organization('production', existing)));

    expect(changed).toEqual([
      // Which buckets tell of new objects.
      'AWS::Events::Rule.EventPattern',
      // Which raw buckets operators list.
      'AWS::IAM::ManagedPolicy.PolicyDocument',
      // Who reads the trail to check it, and who may set up organization trails.
      'AWS::IAM::Role.Policies',
      'AWS::KMS::Key.KeyPolicy',
      'AWS::Lambda::Function.Environment',
      // Only what is ours is guarded.
      'AWS::Organizations::Policy.Content',
      'AWS::S3::BucketPolicy.PolicyDocument',
      'Custom::OrganizationAccess.DependsOn',
      'Custom::OrganizationAccess: only in one',
      'acme-aws-trail: whole',
    ]);
  });

  it('one account for archive and security from two: in who is named, not in what is made', () => {
    const one = AWS_ORGANIZATION.replace(/.*log_archive.*\n/, '').replace('Security', 'Both');

    const changed = differences(inOneAccount(PRODUCTION), bodies(organization('production', one)));

    expect(changed).toEqual([
      // Lists of accounts: the one is not there twice.
      'AWS::CloudFormation::StackSet.StackInstancesGroup',
      // Its bucket tells the queue itself, not across accounts.
      'AWS::Events::Rule: only in one',
      // Again a list of accounts, those that enrolment may look up.
      'AWS::IAM::Role.Policies',
      'AWS::Lambda::Function.Environment',
      'AWS::Organizations::Policy.Content',
      'AWS::Organizations::Policy.TargetIds',
      'AWS::SQS::QueuePolicy.PolicyDocument',
      'acme-aws-member-log-archive-ap-northeast-1: whole',
      'acme-aws-member-log-archive-us-east-1: whole',
      'acme-aws-raw-events: whole',
    ]);
  });
});

/** The templates as they would read if the archive's account were the security account. */
function inOneAccount(all: ReadonlyMap<string, JsonValue>): ReadonlyMap<string, JsonValue> {
  return new Map(
    [...all].map(([stack, body]) => [
      stack,
      JSON.parse(JSON.stringify(body).replaceAll('666666666666', '222222222222')),
    ]),
  );
}

/** Where templates differ, each place once: `<stack>: <type>` for what only one has, `<type>.<property>` for the rest. */
function differences(
  a: ReadonlyMap<string, JsonValue>,
  b: ReadonlyMap<string, JsonValue>,
): readonly string[] {
  const found = new Set<string>();
  for (const stack of new Set([...a.keys(), ...b.keys()])) {
    const [one, other] = [resources(a.get(stack)), resources(b.get(stack))];
    if (one.size === 0 || other.size === 0) {
      found.add(`${stack}: whole`);
      continue;
    }
    for (const id of new Set([...one.keys(), ...other.keys()])) {
      compare(one.get(id), other.get(id), found);
    }
  }
  return [...found].sort();
}

function compare(one: JsonValue, other: JsonValue, found: Set<string>): void {
  const [a, b] = [isObject(one) ? one : {}, isObject(other) ? other : {}];
  if (a.Type === undefined || b.Type === undefined) {
    found.add(`${a.Type ?? b.Type}: only in one`);
    return;
  }
  const [of, to] = [
    { ...a, ...properties(a) },
    { ...b, ...properties(b) },
  ];
  for (const key of new Set([...Object.keys(of), ...Object.keys(to)])) {
    if (key !== 'Properties' && JSON.stringify(of[key]) !== JSON.stringify(to[key])) {
      found.add(`${a.Type}.${key}`);
    }
  }
}

function properties({ Properties }: { Properties?: JsonValue }) {
  return isObject(Properties) ? Properties : {};
}

function resources(body: JsonValue): ReadonlyMap<string, JsonValue> {
  return new Map(Object.entries(isObject(body) && isObject(body.Resources) ? body.Resources : {}));
}
