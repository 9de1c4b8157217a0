import { SOURCES } from '../sources';

/**
 * Folders of raw keys of the sources that are parsed and not switched off: `AWSLogs/<account>/<folder>/<region>/…`.
 * What lies in other folders is collected and kept raw until there is a parser for it.
 * Source: CloudTrail User Guide, "Finding your CloudTrail log files"; VPC User Guide, "Flow log files".
 */
export function parsedFolders(
  sources: readonly { readonly id: string; readonly enabled: boolean }[],
): string[] {
  const off = new Set(sources.filter(({ enabled }) => !enabled).map(({ id }) => id));
  return SOURCES.filter(({ id }) => !off.has(id)).flatMap(({ collection }) => collection.aws?.folders ?? []);
}
