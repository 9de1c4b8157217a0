import { sizesFor } from '../config/sizes';
import { VOLUME_FIGURES } from '../config/volume';
import { ingestCost } from '../cost/ingest-cost';
import type { Panel } from './panel';

/** Handlers whose rules raise alerts. */
const RAISE = ['detect', 'normalize', 'run-batch'];
/** Handlers that use published rules. */
const FOLLOW = ['normalize', 'detect', 'run-batch'];

/** What a TB costs a platform in the middle of its sizes; retention plays no part in what is said of it. */
const TB = ingestCost(
  { sizes: sizesFor(VOLUME_FIGURES.midsize) },
  { hotDays: 30, warmDays: 365, coldDays: 2555 },
);

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
    runbooks: ['streams-come-late', 'raw-objects-come-late', 'the-batch-is-behind'],
  },
  {
    title: 'Alerts raised, by level',
    about:
      'The estate has its own rhythm. A wall of one level is mostly one rule: kumomori rules backtest tells which, a filter or suppression ends it.',
    series: RAISE.map((handler) => ({ metric: 'AlertsRaised', handler, statistic: 'Sum' })),
    runbooks: ['too-many-alerts'],
  },
  {
    title: 'Messages that nobody took',
    about: 'Zero. Else mend the channel that the log names, then have them sent again.',
    series: [{ metric: 'AlertsGivenUp', handler: 'notify', statistic: 'Maximum' }],
    runbooks: ['alerts-reached-nobody'],
  },
  {
    title: 'Records that became events, by source',
    about:
      'Every source has its rhythm of the day. A line that ends is a source that fell silent: kumomori ledger --accounts shows whose.',
    series: [{ metric: 'RecordsWritten', handler: 'normalize', statistic: 'Sum' }],
    unwatched: 'How much there is to write is up to the estate: no number of records is too many or too few.',
  },
  {
    title: 'Bytes by source, and what they cost',
    about: `By list prices a TB of logs, inflated, costs about ${(TB.compute + TB.requests).toFixed(2)} USD to bring in and ${TB.storageMonth.toFixed(2)} USD to keep for its first month: kumomori cost says what each account does.`,
    series: [{ metric: 'BytesReceived', handler: 'normalize', statistic: 'Sum' }],
    unwatched: 'No volume is too much by itself: budgets watch what is paid.',
  },
  {
    title: 'Canaries: seconds until their rows',
    about:
      'Every source that is set up sends a canary each hour, four or twelve hours; below 900 seconds, and most below 200.',
    series: [
      { metric: 'CanaryLag', handler: 'canary', statistic: 'Maximum' },
      { metric: 'CanariesSent', handler: 'canary', statistic: 'Sum' },
    ],
    runbooks: ['a-function-does-not-run'],
  },
  {
    title: 'Canaries that were lost, by source',
    about:
      'Zero. Else real records may be lost the same way: read "canary" in the log for how far each came, and mend that place.',
    series: [{ metric: 'CanaryLost', handler: 'canary', statistic: 'Sum' }],
    runbooks: ['canary-lost'],
  },
  {
    title: 'Silent sources and accounts',
    about:
      'Zero, but for accounts that send and nobody enrolled. Who is meant is in the log as "trouble", and was told in words when it began.',
    series: [
      { metric: 'SourcesSilent', handler: 'watch', statistic: 'Maximum' },
      { metric: 'AccountsSilent', handler: 'watch', statistic: 'Maximum' },
      { metric: 'AccountsFailed', handler: 'watch', statistic: 'Maximum' },
      { metric: 'AccountsUnknown', handler: 'watch', statistic: 'Maximum' },
    ],
    runbooks: ['silent-source', 'silent-account', 'account-not-enrolled'],
  },
  {
    title: 'Gaps of the ledger',
    about:
      'Zero. Else raw objects or batches are on their way for more than two hours: read "gap" in the log for which.',
    series: [{ metric: 'LedgerGaps', handler: 'watch', statistic: 'Maximum' }],
    runbooks: ['ledger-gap'],
  },
  {
    title: 'Records that found no place',
    about: 'Zero. Else read quarantine/ of the lake for the reasons, mend the parser, replay.',
    series: [
      { metric: 'RecordsQuarantined', handler: 'normalize', statistic: 'Sum' },
      { metric: 'RecordsUnreadable', handler: 'detect', statistic: 'Sum' },
    ],
    runbooks: ['records-in-quarantine'],
  },
  {
    title: 'Age of dead letters, seconds',
    about:
      'No line. Else somebody has to read them, mend the cause and send them again: after 14 days, 1209600 seconds, they are gone. Those of the log archive account are in its own CloudWatch.',
    series: [
      {
        namespace: 'AWS/SQS',
        metric: 'ApproximateAgeOfOldestMessage',
        dimensions: ['QueueName'],
        statistic: 'Maximum',
        named: ['Dead', 'Letters'],
      },
    ],
    runbooks: ['dead-letters'],
  },
  {
    title: 'Messages that wait, dead letters among them',
    about:
      'Short, and short again soon. A queue that only grows is one whose function fails or has too few runs.',
    series: [
      {
        namespace: 'AWS/SQS',
        metric: 'ApproximateNumberOfMessagesVisible',
        dimensions: ['QueueName'],
        statistic: 'Maximum',
      },
    ],
    runbooks: ['dead-letters'],
  },
  {
    title: 'Runs of functions that failed',
    about: 'Zero. Else read "ERROR" in the log of the function.',
    series: [{ namespace: 'AWS/Lambda', metric: 'Errors', dimensions: ['FunctionName'], statistic: 'Sum' }],
    runbooks: ['a-function-failed'],
  },
  {
    title: 'Runs of functions',
    about: 'Functions with a schedule never end: a line at zero is a schedule that somebody took away.',
    series: [
      { namespace: 'AWS/Lambda', metric: 'Invocations', dimensions: ['FunctionName'], statistic: 'Sum' },
    ],
    runbooks: ['a-function-does-not-run'],
  },
  {
    title: 'Raw objects that no event told of',
    about: 'Near zero: the hourly sweep found and told of them. Many: look at the rule on the raw bucket.',
    series: [{ metric: 'ObjectsMissed', handler: 'reconcile', statistic: 'Sum' }],
    runbooks: ['raw-objects-were-missed'],
  },
  {
    title: 'Raw delivery of streams, seconds behind',
    about:
      'Below 900: Firehose writes every five minutes. Above: read its log, mend what it may not write to.',
    series: [
      {
        namespace: 'AWS/Firehose',
        metric: 'DeliveryToS3.DataFreshness',
        dimensions: ['DeliveryStreamName'],
        statistic: 'Maximum',
      },
    ],
    runbooks: ['raw-delivery-fails'],
  },
  {
    title: 'Records that streams refused',
    about: 'Zero. Else the stream is too small: raise volume, which decides its shards.',
    series: [
      {
        namespace: 'AWS/Kinesis',
        metric: 'WriteProvisionedThroughputExceeded',
        dimensions: ['StreamName'],
        statistic: 'Sum',
      },
    ],
    runbooks: ['a-stream-is-too-small'],
  },
  {
    title: 'Records kept raw without a parser, by source',
    about: 'They wait in raw; a replay makes rows of them once there is a parser.',
    series: [
      { metric: 'RecordsCollected', handler: 'normalize', statistic: 'Sum' },
      { metric: 'RecordsCollected', handler: 'detect', statistic: 'Sum' },
    ],
    unwatched: 'They are kept as they were meant to be: nothing is to be done in a hurry.',
  },
  {
    title: 'Findings, by the way they came',
    about: 'A sudden wall is one rule: kumomori rules backtest tells which, a filter or suppression ends it.',
    series: RAISE.map((handler) => ({ metric: 'Findings', handler, statistic: 'Sum' })),
    unwatched: 'Most findings are grouped, or told to nobody: the alerts made of them are watched.',
  },
  {
    title: 'Rules in force',
    about:
      'Refusals are zero; the sequence is the same for all functions a few minutes after a publication: kumomori rules status.',
    series: [
      ...FOLLOW.map((handler) => ({ metric: 'BundleRefused', handler, statistic: 'Maximum' }) as const),
      ...FOLLOW.map((handler) => ({ metric: 'BundleSequence', handler, statistic: 'Maximum' }) as const),
    ],
    runbooks: ['published-rules-refused'],
  },
  {
    title: 'Trails not proven',
    about: 'Zero. Else kumomori verify-trail says which log was touched.',
    series: [{ metric: 'TrailsNotProven', handler: 'verify-trail', statistic: 'Sum' }],
    runbooks: ['a-trail-is-not-proven'],
  },
  {
    title: 'Events forwarded, and refused',
    about: 'Refused ones lie below quarantine/forward/ with the reason.',
    series: [
      { metric: 'EventsForwarded', handler: 'forward', statistic: 'Sum' },
      { metric: 'EventsRefused', handler: 'forward', statistic: 'Sum' },
    ],
    runbooks: ['a-destination-refuses-events'],
  },
  {
    title: 'Batch: bytes read, windows postponed',
    about:
      'Athena asks 5 USD for a TB. Postponed windows come back; if always, raise batch.daily_cost_limit_usd.',
    series: [
      { metric: 'BytesScanned', handler: 'run-batch', statistic: 'Sum' },
      { metric: 'JobsPostponed', handler: 'run-batch', statistic: 'Sum' },
    ],
    runbooks: ['the-batch-spent-its-money'],
  },
  {
    title: 'Bytes that teams read',
    about: 'Athena asks 5 USD for a TB. A query that names no partitions reads all of the lake.',
    series: [
      {
        namespace: 'AWS/Athena',
        metric: 'ProcessedBytes',
        dimensions: ['QueryState', 'QueryType', 'WorkGroup'],
        statistic: 'Sum',
      },
    ],
    runbooks: ['a-team-reads-much'],
  },
];
