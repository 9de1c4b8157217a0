import type { MetricName } from '../telemetry';

/** Values of one metric of one handler; a series for each value of the metric's dimension where `of` is absent. */
export interface PanelSeries {
  readonly metric: MetricName;
  /** File of functions/aws that tells it. */
  readonly handler: string;
  readonly statistic: 'Sum' | 'Maximum';
  readonly of?: string;
}

/** One graph of the platform's own health. */
export interface Panel {
  readonly title: string;
  /** What a healthy platform shows there, and what to do when it does not. */
  readonly about: string;
  readonly series: readonly PanelSeries[];
}

/** What the people who run the platform look at, first things first: the one list that dashboards are made of. */
export const PANELS: readonly Panel[] = [
  {
    title: 'Lag, seconds',
    about:
      'Streams stay below 60 seconds, objects below 15 minutes, the batch below some hours. Above: look at the waiting queue and its function; when runs only wait for each other, raise volume.',
    series: [
      { metric: 'Lag', handler: 'detect', statistic: 'Maximum', of: 'seconds' },
      { metric: 'Lag', handler: 'normalize', statistic: 'Maximum', of: 'minutes' },
      { metric: 'Lag', handler: 'run-batch', statistic: 'Maximum', of: 'hours' },
    ],
  },
  {
    title: 'Records that became events, by source',
    about:
      'Every source has its rhythm of the day. A line that ends is a source that fell silent: kumomori ledger --accounts shows whose.',
    series: [{ metric: 'RecordsWritten', handler: 'normalize', statistic: 'Sum' }],
  },
  {
    title: 'Records kept raw without a parser, by source',
    about: 'They wait in raw; a replay makes rows of them once there is a parser.',
    series: [{ metric: 'RecordsCollected', handler: 'normalize', statistic: 'Sum' }],
  },
  {
    title: 'Records that found no place',
    about: 'Zero. Else read quarantine/ of the lake for the reasons, mend the parser, replay.',
    series: [
      { metric: 'RecordsQuarantined', handler: 'normalize', statistic: 'Sum' },
      { metric: 'RecordsUnreadable', handler: 'detect', statistic: 'Sum' },
    ],
  },
  {
    title: 'Raw objects that no event told of',
    about: 'Near zero: the hourly sweep found and told of them. Many: look at the rule on the raw bucket.',
    series: [{ metric: 'ObjectsMissed', handler: 'reconcile', statistic: 'Sum' }],
  },
  {
    title: 'Findings, by the way they came',
    about: 'A sudden wall is one rule: kumomori rules backtest tells which, a filter or suppression ends it.',
    series: [
      { metric: 'Findings', handler: 'detect', statistic: 'Sum' },
      { metric: 'Findings', handler: 'normalize', statistic: 'Sum' },
      { metric: 'Findings', handler: 'run-batch', statistic: 'Sum' },
    ],
  },
  {
    title: 'Messages that nobody took',
    about: 'Zero. Else mend the channel the log names, then kumomori alerts dead --retry.',
    series: [{ metric: 'AlertsGivenUp', handler: 'notify', statistic: 'Maximum' }],
  },
  {
    title: 'Events forwarded, and refused',
    about: 'Refused ones lie below quarantine/forward/ with the reason.',
    series: [
      { metric: 'EventsForwarded', handler: 'forward', statistic: 'Sum' },
      { metric: 'EventsRefused', handler: 'forward', statistic: 'Sum' },
    ],
  },
  {
    title: 'Rules in force',
    about:
      'Refusals are zero; the sequence is the same for all functions a few minutes after a publication: kumomori rules status.',
    series: [
      { metric: 'BundleRefused', handler: 'normalize', statistic: 'Maximum' },
      { metric: 'BundleRefused', handler: 'detect', statistic: 'Maximum' },
      { metric: 'BundleSequence', handler: 'normalize', statistic: 'Maximum' },
      { metric: 'BundleSequence', handler: 'detect', statistic: 'Maximum' },
    ],
  },
  {
    title: 'Batch: bytes read, windows postponed',
    about:
      'Athena asks 5 USD for a TB. Postponed windows come back; if always, raise batch.daily_cost_limit_usd.',
    series: [
      { metric: 'BytesScanned', handler: 'run-batch', statistic: 'Sum' },
      { metric: 'JobsPostponed', handler: 'run-batch', statistic: 'Sum' },
    ],
  },
  {
    title: 'Trails not proven',
    about: 'Zero. Else kumomori verify-trail says which log was touched.',
    series: [{ metric: 'TrailsNotProven', handler: 'verify-trail', statistic: 'Sum' }],
  },
];
