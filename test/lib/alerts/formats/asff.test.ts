import { actOn } from '../../../../lib/alerts/act';
import { newAlert } from '../../../../lib/alerts/alert';
import { alertKeyOf } from '../../../../lib/alerts/alert-key';
import { composeMessage } from '../../../../lib/alerts/compose-message';
import { composeTest } from '../../../../lib/alerts/compose-test';
import { toAsff } from '../../../../lib/alerts/formats/asff';
import { OCCASIONS } from '../../../../lib/alerts/message';
import { dispatch } from '../../../../lib/alerts/outbox/dispatch';
import { raiseAlerts } from '../../../../lib/alerts/raise';
import { TACTICS } from '../../../../lib/sigma/tags';
import { alertsIn, findingOf, newWorld } from '../support';
import { hugeMessage, sampleMessage, stringsIn } from './sample-message';

const KEY = 'a'.repeat(64);
const PRODUCT = 'arn:aws-us-gov:securityhub:us-gov-west-1:222222222222:product/222222222222/default';
const asff = (parts: Parameters<typeof sampleMessage>[0] = {}) => toAsff(sampleMessage(parts), KEY, PRODUCT);

describe('an alert as a finding of Security Hub', () => {
  it('belongs to the account that imports it, and names the one it is about', () => {
    expect(asff()).toMatchObject({
      Id: '0123456789abcdef0123456789abcdef',
      ProductArn: PRODUCT,
      AwsAccountId: '222222222222',
      GeneratorId: 'kumomori/5f2c7f0e-1111-4222-8333-444455556666',
      Title: 'CloudTrail stopped or deleted',
      FindingProviderFields: {
        Severity: { Label: 'HIGH', Original: 'high' },
        Types: ['TTPs/Defense Evasion'],
      },
      Resources: [
        { Type: 'AwsAccount', Id: 'AWS::::Account:111122223333' },
        {
          Type: 'AwsCloudTrailTrail',
          Id: 'arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/main',
          Partition: 'aws-us-gov',
          Region: 'ap-northeast-1',
        },
      ],
      CreatedAt: '2024-08-12T10:29:00Z',
      UpdatedAt: '2024-08-12T10:31:00Z',
      Remediation: { Recommendation: { Text: expect.stringContaining('Start the trail again.') } },
    });
  });

  it.each(OCCASIONS)(
    'that was %s is archived only when it is closed, and its workflow is left alone',
    (occasion) => {
      const finding = asff({ occasion });

      expect(finding.RecordState).toBe(
        occasion === 'resolved' || occasion === 'false_positive' ? 'ARCHIVED' : 'ACTIVE',
      );
      expect(finding).not.toHaveProperty('Workflow');
    },
  );

  it.each(Object.values(TACTICS).map(({ name }) => name))('has a type of ASFF for the tactic %s', (name) => {
    const { Types } = asff({ subject: { tactics: [name], resources: [] } }).FindingProviderFields;

    expect(Types).toEqual([expect.stringMatching(/^(TTPs|Effects)(\/[A-Z][A-Za-z ]+)?$/)]);
  });

  it('says of a rule without tactics that behaviour is unusual, and repeats no type', () => {
    const typesOf = (tactics: readonly string[]) =>
      asff({ subject: { tactics, resources: [] } }).FindingProviderFields.Types;

    expect(typesOf([])).toEqual(['Unusual Behaviors']);
    expect(typesOf(['Stealth', 'Defense Impairment', 'Impact'])).toEqual(['TTPs/Defense Evasion', 'Effects']);
  });

  it.each([
    ['a subscription of Azure', { account: '0a1b2c3d-0000-4000-8000-000000000002' }, 'Other'],
    ['no account at all', { account: undefined }, 'AwsAccount'],
  ])('about %s has a resource all the same', (_, ids, Type) => {
    const { Resources } = asff({ ids: { ...sampleMessage().ids, ...ids }, subject: undefined });

    expect(Resources).toEqual([{ Type, Id: expect.stringMatching(/./), Partition: 'aws-us-gov' }]);
  });

  it('keeps every text within its limit, and none empty', () => {
    const { Title, Description, GeneratorId, Resources, ProductFields, Remediation } = toAsff(
      hugeMessage(),
      KEY,
      PRODUCT,
    );

    expect(Title.length).toBeLessThanOrEqual(256);
    expect(Description.length).toBeLessThanOrEqual(1024);
    expect(GeneratorId.length).toBeLessThanOrEqual(512);
    expect(Remediation?.Recommendation.Text.length).toBeLessThanOrEqual(512);
    expect(Resources.length).toBeLessThanOrEqual(32);
    expect(Object.keys(ProductFields).length).toBeLessThanOrEqual(50);
    expect(Math.max(...Object.values(ProductFields).map((value) => value.length))).toBeLessThanOrEqual(2048);
    for (const message of [hugeMessage(), sampleMessage({ title: '', summary: '\n', who: '', where: '' })]) {
      expect(stringsIn(toAsff(message, KEY, PRODUCT)).filter((text) => text === '')).toEqual([]);
    }
  });

  it('is whole for a message that tries the channel out', () => {
    const message = composeTest('hub', { language: 'ja', timeZone: 'UTC' }, 1_723_458_600_000_000);

    expect(toAsff(message, KEY, PRODUCT)).toMatchObject({
      GeneratorId: 'kumomori/opened',
      Title: 'テスト: 何も起きていません',
      UpdatedAt: '2024-08-12T10:30:00Z',
    });
  });

  it('of an older release, which kept neither time nor subject, is a finding all the same', () => {
    const decision = { by: 'bob', reason: 'known', utc: '2024-08-12T11:00:00Z' };
    const old = { at: undefined, subject: undefined } as const;

    expect(asff({ ...old, decision, occasion: 'resolved' }).UpdatedAt).toBe('2024-08-12T11:00:00Z');
    expect(asff(old).UpdatedAt).toBe('2024-08-12T10:30:00Z');
  });
});

test('every step of an alert updates the finding with a later time, reopening by hand too', async () => {
  const world = newWorld();
  await raiseAlerts([findingOf({ uid: 'f1' })], world);
  const [alert] = await alertsIn(world);
  for (const action of ['acknowledge', 'resolve', 'reopen', 'false_positive'] as const) {
    world.clock.pass(60);
    await actOn(
      alert?.uid ?? '',
      { action, by: 'hanako', reason: 'a drill', atMicros: world.clock.nowMicros() },
      { ...world, routing: { ...world.routing, routes: [{ channels: ['hub'], occasions: OCCASIONS }] } },
    );
  }
  await dispatch(world);

  const findings = world.notifier.seen
    .map(({ message, idempotencyKey }) => toAsff(message, idempotencyKey, PRODUCT))
    .sort((a, b) => (a.UpdatedAt < b.UpdatedAt ? -1 : 1));
  expect(new Set(findings.map(({ Id }) => Id)).size).toBe(1);
  expect(new Set(findings.map(({ UpdatedAt }) => UpdatedAt)).size).toBe(5);
  expect(findings.map(({ RecordState }) => RecordState)).toEqual([
    'ACTIVE',
    'ACTIVE',
    'ARCHIVED',
    'ACTIVE',
    'ARCHIVED',
  ]);
});

test('what a finding is about comes from the newest one', () => {
  const attacks = [{ tactic: { uid: 'TA0010', name: 'Exfiltration' }, version: '19' }];
  const finding = findingOf({ uid: 'f1' });
  const tagged = {
    ...finding,
    finding_info: { ...finding.finding_info, uid: 'f1', title: 't', attacks },
    resources: [{ uid: 'arn:aws:s3:::b', type: 'AWS::S3::Bucket' }, { name: 'c' }, {}],
  };
  const step = { occasion: 'opened', by: '', reason: '', atMicros: 0 } as const;

  const message = composeMessage(newAlert('a', alertKeyOf(tagged), tagged), step, {
    language: 'en',
    timeZone: 'UTC',
  });

  expect(message.subject).toEqual({
    tactics: ['Exfiltration'],
    resources: [{ uid: 'arn:aws:s3:::b', type: 'AWS::S3::Bucket' }, { uid: 'c' }],
    region: 'ap-northeast-1',
  });
});
