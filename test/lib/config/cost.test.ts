import { tagsFor } from '../../../infra/policy/tags';
import { PLATFORM_TAG } from '../../../lib/config/resolve-cost';
import { AWS, AWS_ORGANIZATION, HEAD, problemsOf, resolved } from './support';

const IN_US = AWS.replace('aws:\n', 'aws:\n  regions: [ap-northeast-1, us-east-1]\n');
const BUDGETS = `cost:
  export: create
  tags: [Team, 'aws:createdBy']
  platform_monthly_usd: 300
  anomaly_usd: 100
  budgets:
    - { id: prod, monthly_usd: 2000.5, accounts: [prod, '333333333333', '999999999999'] }
    - { id: web, monthly_usd: 10, tag: { key: Team, value: web }, thresholds: { actual: [50], forecast: [] } }
`;

describe('cost', () => {
  it('is off unless it is asked for', () => {
    expect(resolved(`${HEAD}${AWS}`).cost).toEqual({ export: false, tags: [], budgets: [] });
  });

  it('is resolved to ids of accounts, and a budget by the tag that all of the platform bears', () => {
    const platform = resolved(`${HEAD}${BUDGETS}${AWS_ORGANIZATION}`);

    expect(platform.cost).toEqual({
      export: true,
      tags: ['Team', 'aws:createdBy'],
      budgets: [
        {
          id: 'platform',
          monthlyUsd: 300,
          tag: { key: 'platform', value: 'acme' },
          thresholds: { actual: [80, 100], forecast: [100] },
        },
        {
          id: 'prod',
          monthlyUsd: 2000.5,
          accounts: ['333333333333', '999999999999'],
          thresholds: { actual: [80, 100], forecast: [100] },
        },
        {
          id: 'web',
          monthlyUsd: 10,
          tag: { key: 'Team', value: 'web' },
          thresholds: { actual: [50], forecast: [] },
        },
      ],
      anomalies: { leastUsd: 100 },
    });
    expect(tagsFor(platform, 'any')[PLATFORM_TAG]).toBe('acme');
  });

  it.each([
    ['export: creat', /^platform\.yaml:6: cost\.export .*"create"/],
    ['exports: create', /^platform\.yaml:6: cost\.exports .*did you mean "export"\?/],
    [
      'tags: [Team]',
      /^platform\.yaml:6: cost\.tags are shown by views of the export, and cost\.export is off: /,
    ],
    ['tags: [チーム]', /^platform\.yaml:6: cost\.tags\[0\] must be a tag's key: /],
    ['anomaly_usd: 0', /^platform\.yaml:6: cost\.anomaly_usd .*0/],
    [
      'anomaly_monitor: arn:aws:ce::222222222222:anomalymonitor/1a2b',
      /^platform\.yaml:6: cost\.anomaly_monitor is not used without cost\.anomaly_usd: /,
    ],
    ['budgets: [{ id: prod, monthly_usd: 0 }]', /^platform\.yaml:6: cost\.budgets\[0\]\.monthly_usd .*0/],
    [
      'budgets: [{ id: a1, monthly_usd: 1, thresholds: { actual: [], forecast: [] } }]',
      /^platform\.yaml:6: cost\.budgets\[0\]\.thresholds must be 1 to 5, actual and forecast together, got 0/,
    ],
    [
      'budgets: [{ id: a1, monthly_usd: 1, thresholds: { actual: [1, 2, 3, 4, 5] } }]',
      /thresholds must be 1 to 5, actual and forecast together, got 6/,
    ],
    [
      'budgets: [{ id: a1, monthly_usd: 1, thresholds: { actual: [80, 90, 80] } }]',
      /^platform\.yaml:6: cost\.budgets\[0\]\.thresholds\.actual\[2\] repeats 80: take one out$/,
    ],
    [
      'budgets: [{ id: a1, monthly_usd: 1, accounts: [Securty] }]',
      /^platform\.yaml:6: cost\.budgets\[0\]\.accounts\[0\] names no account of aws\.accounts, got "Securty": did you mean "Security"\?/,
    ],
    [
      'budgets: [{ id: a1, monthly_usd: 1, accounts: [Marketing] }]',
      /got "Marketing": use one of Security, or its id of 12 digits in quotes/,
    ],
    [
      'budgets: [{ id: a1, monthly_usd: 1, tag: { key: Team, value: "we$b" } }]',
      /^platform\.yaml:6: cost\.budgets\[0\]\.tag\.value must be a tag's value/,
    ],
  ])('is refused with line and field: %s', (text, problem) => {
    expect(problemsOf(`${HEAD}cost:\n  ${text}\n${IN_US}`)).toEqual([expect.stringMatching(problem)]);
  });

  it('names nothing twice', () => {
    const text = `cost:
  export: create
  tags: [Team, CostCenter, cost_center]
  platform_monthly_usd: 5
  budgets:
    - { id: platform, monthly_usd: 1 }
    - { id: prod, monthly_usd: 1 }
    - { id: prod, monthly_usd: 2 }
`;

    expect(problemsOf(`${HEAD}${text}${IN_US}`)).toEqual([
      expect.stringMatching(
        /^platform\.yaml:7: cost\.tags\[2\] repeats "CostCenter" of cost\.tags\[1\], got "cost_center": /,
      ),
      expect.stringMatching(
        /^platform\.yaml:10: cost\.budgets\[0\]\.id is the id of the budget that cost\.platform_monthly_usd makes/,
      ),
      expect.stringMatching(
        /^platform\.yaml:12: cost\.budgets\[2\]\.id repeats "prod" of cost\.budgets\[1\]/,
      ),
    ]);
  });

  it('needs the region that AWS bills from, and says how to allow it', () => {
    expect(problemsOf(`${HEAD}${BUDGETS.replace('[prod,', '[Security,')}${AWS}`)).toEqual([
      expect.stringMatching(
        /^platform\.yaml:6: cost\.export needs us-east-1, .* logs may be in ap-northeast-1: add it to residency\.allowed\.aws \(the figures themselves stay in ap-northeast-1\)/,
      ),
      expect.stringMatching(/^platform\.yaml:8: cost\.platform_monthly_usd needs us-east-1/),
      expect.stringMatching(/^platform\.yaml:9: cost\.anomaly_usd needs us-east-1/),
      expect.stringMatching(/^platform\.yaml:1[01]: cost\.budgets needs us-east-1/),
    ]);
    expect(
      problemsOf(
        `${HEAD}residency: { allowed: { aws: [ap-northeast-1, us-east-1] } }\ncost: { export: create }\n${AWS}`,
      ),
    ).toEqual([]);
  });

  it.each([
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
  ])('cannot be had in %s', (region, partition) => {
    expect(problemsOf(`${HEAD}cost: { export: create }\n${AWS.replace('ap-northeast-1', region)}`)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^platform\\.yaml:5: cost\\.export cannot be had in ${partition} \\(home_region ${region}\\)`,
        ),
      ),
    ]);
  });

  it('is done on AWS alone', () => {
    const gcp =
      "gcp: { organization_id: '123456789012', project_id: acme-security, home_location: asia-northeast1 }\n";

    expect(problemsOf(`${HEAD}cost: { export: create }\n${gcp}`)).toEqual([
      'platform.yaml:5: cost is done on AWS alone: add the aws block, or take this out',
    ]);
    expect(problemsOf(`${HEAD}cost: {}\n${gcp}`)).toEqual([]);
  });

  it('takes the anomaly monitor of the account that pays alone', () => {
    const monitor = (account: string) =>
      `cost: { anomaly_usd: 5, anomaly_monitor: 'arn:aws:ce::${account}:anomalymonitor/1a2b-3c' }\n`;

    expect(problemsOf(`${HEAD}${monitor('111111111111')}${AWS_ORGANIZATION}`)).toEqual([]);
    expect(problemsOf(`${HEAD}${monitor('222222222222')}${AWS_ORGANIZATION}`)).toEqual([
      expect.stringMatching(
        /^platform\.yaml:5: cost\.anomaly_monitor is of account 222222222222, and Management \(111111111111\) pays: /,
      ),
    ]);
    expect(resolved(`${HEAD}${monitor('111111111111')}${AWS_ORGANIZATION}`).cost.anomalies).toEqual({
      leastUsd: 5,
      monitorArn: 'arn:aws:ce::111111111111:anomalymonitor/1a2b-3c',
    });
  });
});
