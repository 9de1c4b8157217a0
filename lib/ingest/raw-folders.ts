import { SOURCES } from '../sources';

/**
 * The folder of a raw key that says which source wrote it, by the source's id: `AWSLogs/<account>/<folder>/<region>/…`.
 * What lies in other folders is collected and kept raw until there is a parser for it. Digests hold no events.
 * Source: CloudTrail User Guide, "Finding your CloudTrail log files"; VPC User Guide, "Flow log files".
 */
export const RAW_FOLDERS: Readonly<Record<string, readonly string[]>> = {
  'aws-cloudtrail': ['CloudTrail', 'CloudTrail-Insight'],
  'aws-vpc-flow': ['vpcflowlogs'],
};

/** Folders of the sources that are parsed and not switched off. */
export function parsedFolders(
  sources: readonly { readonly id: string; readonly enabled: boolean }[],
): string[] {
  const off = new Set(sources.filter(({ enabled }) => !enabled).map(({ id }) => id));
  return SOURCES.filter(({ id }) => !off.has(id)).flatMap(({ id }) => RAW_FOLDERS[id] ?? []);
}
