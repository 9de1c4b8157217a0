import { curTagKey, tagViewName } from '../../cost/cur';
import { partitionOf } from '../aws-partition';
import { didYouMean } from '../did-you-mean';
import { type Finding, type Path, show } from '../problem';
import { BILLING_REGION, PLATFORM_BUDGET } from '../resolve-cost';
import type { AwsConfig, PlatformConfig } from '../schema/platform';
import type { Check } from './check';

type Cost = PlatformConfig['cost'];

/** Source: AWS Budgets quotas, notifications of a budget. */
const MOST_THRESHOLDS = 5;

/** What is asked for can be had where the platform is, of accounts and tags that are named once and are known. */
export const checkCost: Check = ({ cost, aws, residency }, broken) => {
  if (cost === undefined) {
    return [];
  }
  const asked = askedFor(cost);
  if (aws === undefined) {
    return broken.has('aws') || asked.length === 0
      ? []
      : [{ path: ['cost'], message: 'is done on AWS alone: add the aws block, or take this out' }];
  }
  return [
    ...(broken.has('residency') ? [] : checkPlace(asked, aws, residency?.allowed.aws)),
    ...checkTags(cost),
    ...checkAnomalies(cost, aws),
    ...cost.budgets.flatMap((_, index) => checkBudget(cost, index, aws)),
  ];
};

/** What is made in the paying account. */
function askedFor(cost: Cost): Path[] {
  return [
    ...(cost.export === 'create' ? [['cost', 'export']] : []),
    ...(cost.platform_monthly_usd === undefined ? [] : [['cost', 'platform_monthly_usd']]),
    ...(cost.budgets.length === 0 ? [] : [['cost', 'budgets']]),
    ...(cost.anomaly_usd === undefined ? [] : [['cost', 'anomaly_usd']]),
  ];
}

function checkPlace(
  asked: readonly Path[],
  aws: AwsConfig,
  allowed: readonly string[] | undefined,
): Finding[] {
  const partition = partitionOf(aws.home_region);
  if (partition !== 'aws') {
    return asked.map((path) => ({
      path,
      message: `cannot be had in ${partition} (home_region ${aws.home_region}), whose bills are not made in ${BILLING_REGION}: take this out`,
    }));
  }
  const may = allowed ?? aws.regions ?? [aws.home_region];
  return may.includes(BILLING_REGION)
    ? []
    : asked.map((path) => ({
        path,
        message: `needs ${BILLING_REGION}, where AWS keeps what it bills, and logs may be in ${may.join(', ')}: add it to residency.allowed.aws (the figures themselves stay in ${aws.home_region}), or take this out`,
      }));
}

function checkTags({ tags, export: made }: Cost): Finding[] {
  if (made === 'off' && tags.length > 0) {
    return [
      {
        path: ['cost', 'tags'],
        message: 'are shown by views of the export, and cost.export is off: make it create, or take this out',
      },
    ];
  }
  return tags.flatMap((tag, index) => {
    const before = tags.findIndex(
      (one) => curTagKey(one) === curTagKey(tag) || tagViewName(one) === tagViewName(tag),
    );
    return before === index
      ? []
      : [
          {
            path: ['cost', 'tags', index],
            message: `repeats ${show(tags[before])} of cost.tags[${before}], got ${show(tag)}: bills tell keys apart by letters and digits, in no case; take one out`,
          },
        ];
  });
}

function checkAnomalies({ anomaly_usd, anomaly_monitor }: Cost, aws: AwsConfig): Finding[] {
  if (anomaly_monitor === undefined) {
    return [];
  }
  const path = ['cost', 'anomaly_monitor'];
  if (anomaly_usd === undefined) {
    return [{ path, message: 'is not used without cost.anomaly_usd: add that, or take this out' }];
  }
  const payer =
    aws.accounts.find(({ role }) => role === 'management') ??
    aws.accounts.find(({ role }) => role === 'security');
  const [, , , , account] = anomaly_monitor.split(':');
  return payer === undefined || payer.id === account
    ? []
    : [
        {
          path,
          message: `is of account ${account}, and ${payer.name} (${payer.id}) pays: name a monitor of that account, or take this out`,
        },
      ];
}

function checkBudget({ budgets, platform_monthly_usd }: Cost, index: number, aws: AwsConfig): Finding[] {
  const { id, accounts = [], thresholds } = budgets[index] as Cost['budgets'][number];
  const path = ['cost', 'budgets', index];
  const before = budgets.findIndex((one) => one.id === id);
  const count = thresholds.actual.length + thresholds.forecast.length;
  return [
    ...(before === index
      ? []
      : [
          {
            path: [...path, 'id'],
            message: `repeats ${show(id)} of cost.budgets[${before}]: name each budget once`,
          },
        ]),
    ...(id === PLATFORM_BUDGET && platform_monthly_usd !== undefined
      ? [
          {
            path: [...path, 'id'],
            message: 'is the id of the budget that cost.platform_monthly_usd makes: give this one another',
          },
        ]
      : []),
    ...(count >= 1 && count <= MOST_THRESHOLDS
      ? []
      : [
          {
            path: [...path, 'thresholds'],
            message: `must be 1 to ${MOST_THRESHOLDS}, actual and forecast together, got ${count}`,
          },
        ]),
    ...(['actual', 'forecast'] as const).flatMap((kind) =>
      thresholds[kind].flatMap((threshold, at) =>
        thresholds[kind].indexOf(threshold) === at
          ? []
          : [{ path: [...path, 'thresholds', kind, at], message: `repeats ${threshold}: take one out` }],
      ),
    ),
    ...accounts.flatMap((account, at) => checkAccount(account, [...path, 'accounts', at], aws)),
  ];
}

function checkAccount(account: string, path: Path, aws: AwsConfig): Finding[] {
  const names = aws.accounts.map(({ name }) => name);
  return /^\d{12}$/.test(account) || names.some((name) => name.toLowerCase() === account.toLowerCase())
    ? []
    : [
        {
          path,
          message: `names no account of aws.accounts, got ${show(account)}${didYouMean(account, names) || `: use one of ${names.join(', ')}, or its id of 12 digits in quotes`}`,
        },
      ];
}
