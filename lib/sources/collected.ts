/** A log that is kept raw and has no parser yet. Its records are counted, and become rows by a replay once it has one. */
export interface CollectedSource {
  readonly id: string;
  readonly title: string;
  /** Folder of raw keys: `AWSLogs/<account>/<folder>/…`, or the part of the key before the region. */
  readonly folder: string;
}

const LOG_GROUPS = 'CloudWatchLogs';

/** What the platform collects and does not parse. A source that gets a parser leaves this list. */
export const COLLECTED_SOURCES: readonly CollectedSource[] = [
  { id: 'aws-elb', title: 'Elastic Load Balancing access logs', folder: 'elasticloadbalancing' },
  { id: 'aws-waf', title: 'AWS WAF web request logs', folder: 'WAFLogs' },
  { id: 'aws-config', title: 'AWS Config history and snapshots', folder: 'Config' },
  { id: 'aws-cloudwatch-logs', title: 'Log groups of CloudWatch Logs', folder: LOG_GROUPS },
];

const BY_FOLDER = new Map(COLLECTED_SOURCES.map((source) => [source.folder, source]));

/** Below an account's own folders, as AWS services write. */
const OF_ACCOUNT = /(?:^|\/)AWSLogs\/(?:o-[a-z0-9]{1,32}\/)?(\d{12})\/([^/]{1,64})\//;
/** By date, in a region or not: what Firehose could not deliver as it should is in `failed/` beside the years. */
const OF_LOG_GROUPS = new RegExp(`(?:^|/)${LOG_GROUPS}/(?:[a-z]{2}[a-z-]{1,24}-\\d{1,2}/)?\\d{4}/`);

/** Where an object lies: the source it is collected for, and the account its key names. */
export interface CollectedPlace {
  readonly source: CollectedSource;
  readonly account?: string | undefined;
}

/** The place of an object by its key or path; undefined for one in no folder that is collected only. */
export function collectedPlace(path: string): CollectedPlace | undefined {
  const [, account, folder = ''] = OF_ACCOUNT.exec(path) ?? [];
  const source = BY_FOLDER.get(folder || (OF_LOG_GROUPS.test(path) ? LOG_GROUPS : ''));
  return source && { source, account };
}

/** Objects that hold no records, by the last part of their keys, and why they are there. */
const EMPTY: ReadonlyMap<string, string> = new Map([
  ['ConfigWritabilityCheckFile', 'writability check of AWS Config'],
]);

/** Why an object holds no records; undefined for one that should. */
export function holdsNothing(path: string): string | undefined {
  return EMPTY.get(path.slice(path.lastIndexOf('/') + 1));
}
