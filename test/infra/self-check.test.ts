import { join } from 'node:path';
import { canaryPlans } from '../../infra/aws/health/canary-plans';
import { collectedSources } from '../../infra/aws/health/collected-sources';
import { loadPlatform } from '../../infra/load-platform';
import type { ResolvedPlatform } from '../../lib/config/resolved';
import { canaryRun } from '../../lib/health/canary';
import { CANARY_FORMS } from '../../lib/health/canary-forms';
import { canaryRound } from '../../lib/health/canary-round';
import { parseCanarySettings } from '../../lib/health/canary-settings';
import { parseWatchSettings } from '../../lib/health/watch-settings';
import { list, object, text } from '../../lib/json';
import { AWS, AWS_ORGANIZATION } from '../lib/config/support';
import { MemoryKeyValueStore } from '../support/memory-key-value-store';
import { MemoryStore } from '../support/memory-store';
import { spelled } from './pipeline-support';
import { awsTemplates, platformOf, removeOutputs } from './support';

afterAll(removeOutputs);

const LOGS = '  cloudwatch_logs: create\n';
const organization = platformOf('production', '', AWS_ORGANIZATION + LOGS);
const templates = awsTemplates(organization);
const own = templates['acme-aws-self-check'];
const alarms = Object.values(own?.findResources('AWS::CloudWatch::Alarm') ?? {}).map(
  ({ Properties }) => Properties,
);
const settingsOf = (name: string) => {
  const [fn] = Object.values(
    own?.findResources('AWS::Lambda::Function', { Properties: { FunctionName: name } }) ?? {},
  );
  return spelled(fn?.Properties.Environment.Variables.SETTINGS);
};
const plansOf = (platform: ResolvedPlatform) => {
  if (!platform.aws) {
    throw new Error('the platform has no AWS');
  }
  const plans = canaryPlans({ platform, aws: platform.aws });
  return Object.fromEntries(
    plans.map(({ source, ways, everyHours }) => [source, `${ways.join('+')} ${everyHours}`]),
  );
};

describe('canaries', () => {
  it('go the ways of each source, as often as it is critical', () => {
    expect(plansOf(organization)).toEqual({
      'aws-cloudtrail': 'object+stream 1',
      'aws-vpc-flow': 'object 4',
      'aws-route53-resolver': 'object 4',
      'aws-lambda': 'object+stream 12',
      'aws-guardduty': 'object+stream 1',
      'aws-security-hub': 'object+stream 4',
    });
  });

  it.each([
    [
      'a source that is switched off',
      'sources: { aws-vpc-flow: { enabled: false } }',
      '',
      'aws-vpc-flow',
      undefined,
    ],
    ['log groups that nobody asked for', '', '', 'aws-lambda', undefined],
    ['a service that is done without', '', '  guardduty: off\n', 'aws-guardduty', undefined],
    [
      'a source that is normal',
      'sources: { aws-guardduty: { criticality: normal } }',
      '',
      'aws-guardduty',
      'object 12',
    ],
  ])('follow the configuration: %s', (_what, more, aws, source, expected) => {
    const platform = platformOf('production', more, AWS_ORGANIZATION + aws);

    expect(plansOf(platform)[source]).toBe(expected);
  });

  it('never go into a bucket that was there before', () => {
    const platform = loadPlatform(join(__dirname, '../../infra/config/examples/control-tower.yaml'));

    expect(Object.values(plansOf(platform)).some((plan) => plan.includes('object'))).toBe(false);
    expect(JSON.stringify(awsTemplates(platform))).not.toContain('/canary/');
  });

  it('come to the queue by the rule that tells of raw objects', async () => {
    const [rule] = Object.values(
      awsTemplates(platformOf('trial', '', AWS))['acme-aws-pipeline']?.findResources('AWS::Events::Rule') ??
        {},
    ).filter(({ Properties }) => JSON.stringify(Properties.EventPattern ?? '').includes('Object Created'));
    const patterns = list(rule?.Properties.EventPattern.detail.object.key).flatMap((one) => {
      const { wildcard, prefix } = object(one) ?? {};
      const form = text(wildcard) ?? `${text(prefix)}*`;
      return new RegExp(`^${form.replaceAll('*', '.*')}$`);
    });
    const keys: string[] = [];
    const plans = parseCanarySettings(settingsOf('acme-canary')).canaries;

    await canaryRound(Date.UTC(2024, 7, 12) * 1000, {
      plans,
      state: new MemoryKeyValueStore(),
      clock: { nowMicros: () => 0 },
      lake: { store: new MemoryStore(), storedMicros: async () => 0 },
      doors: {
        object: async (key) => {
          keys.push(key);
          return { bucket: 'raw', key, versionId: '1' };
        },
        event: async () => undefined,
        logs: async () => undefined,
      },
    });

    expect(keys).toHaveLength(plans.length);
    expect(keys.filter((key) => !patterns.some((pattern) => pattern.test(key)))).toEqual([]);
  });

  it('come to the stream by the rule of the bus', () => {
    const [rule] = Object.values(
      templates['acme-aws-stream']?.findResources('AWS::Events::Rule', {
        Properties: { Name: 'acme-bus-stream' },
      }) ?? {},
    );
    const types = Object.values(CANARY_FORMS).flatMap(({ event }) => event?.(canaryRun(0)).detailType ?? []);

    expect(Object.keys(rule?.Properties.EventPattern)).toEqual(['detail-type']);
    expect(rule?.Properties.EventPattern['detail-type']).toEqual(expect.arrayContaining(types));
  });

  it('are told of by source when they are lost, and when nothing is told of any', () => {
    const lost = alarms.filter(({ MetricName }) => MetricName === 'CanaryLost');
    const [untold] = alarms.filter(({ MetricName }) => MetricName === 'CanariesSent');

    expect(
      lost.map(({ Dimensions }) => Dimensions.find(({ Name }: { Name: string }) => Name === 'source').Value),
    ).toEqual(Object.keys(plansOf(organization)));
    expect(lost.every(({ TreatMissingData }) => TreatMissingData === 'ignore')).toBe(true);
    expect(untold).toMatchObject({
      TreatMissingData: 'breaching',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 0,
      Period: 3600,
      EvaluationPeriods: 3,
    });
  });

  it('are sent by no function where there is no way to send any', () => {
    const before = AWS.replace(
      'aws:\n',
      "aws:\n  log_bucket: existing\n  existing: { log_bucket: { name: logs-of-acme, account: '666666666666', region: ap-northeast-1 } }\n",
    );
    const quiet =
      'sources: { aws-cloudtrail: { criticality: normal }, aws-guardduty: { criticality: normal }, aws-security-hub: { criticality: normal }, aws-vpc-flow: { criticality: normal }, aws-route53-resolver: { criticality: normal } }';
    const template = awsTemplates(platformOf('trial', quiet, before))['acme-aws-self-check'];
    const names = Object.values(template?.findResources('AWS::Lambda::Function') ?? {}).map(
      ({ Properties }) => Properties.FunctionName,
    );

    expect(names).toEqual(['acme-watch']);
  });
});

describe('the watch', () => {
  it('expects of every source that is set up, and all the time of those that are not of findings alone', () => {
    const { sources } = parseWatchSettings(settingsOf('acme-watch'));

    expect(sources.map(({ id }) => id)).toEqual(
      collectedSources({
        platform: organization,
        aws: organization.aws as NonNullable<typeof organization.aws>,
      }).map(({ source }) => source.id),
    );
    expect(sources.filter(({ constant }) => constant).map(({ id }) => id)).toEqual([
      'aws-cloudtrail',
      'aws-vpc-flow',
      'aws-route53-resolver',
      'aws-lambda',
    ]);
  });

  it.each([
    ['SourcesSilent', 4, 'silent-source'],
    ['AccountsSilent', 1, 'silent-account'],
    ['AccountsFailed', 1, 'account-not-enrolled'],
    ['LedgerGaps', 1, 'ledger-gap'],
  ])('calls people by %s', (name, count, runbook) => {
    const found = alarms.filter(({ MetricName }) => MetricName === name);

    expect(found).toHaveLength(count);
    for (const { Threshold, AlarmDescription, Period } of found) {
      expect([Threshold, Period]).toEqual([1, 3600]);
      expect(spelled(AlarmDescription)).toMatch(
        new RegExp(`read "(?:trouble|gap)" in /aws/lambda/acme-watch .*#${runbook}$`),
      );
    }
  });

  it('runs every hour, apart from the canaries', () => {
    const schedules = Object.values(own?.findResources('AWS::Events::Rule') ?? {}).map(
      ({ Properties }) => Properties.ScheduleExpression,
    );

    expect(schedules.sort()).toEqual(['cron(37 * * * ? *)', 'cron(7 * * * ? *)']);
  });
});
