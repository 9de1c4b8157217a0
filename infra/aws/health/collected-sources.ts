import type { ResolvedAws } from '../../../lib/config/resolved';
import { SOURCES } from '../../../lib/sources';
import type { Criticality, Source } from '../../../lib/sources/source';
import type { PlatformProps } from '../platform-stack';

/** A source that this configuration has AWS deliver, with its criticality as configured. */
export interface CollectedSource {
  readonly source: Source;
  readonly criticality: Criticality;
}

/** Folders whose service is set up only where the configuration asks for it. */
const ASKED_FOR: Readonly<Record<string, (aws: ResolvedAws) => boolean>> = {
  CloudTrail: ({ services }) => services.trail !== 'off',
  GuardDuty: ({ services }) => services.guardduty !== 'off',
  SecurityHub: ({ services }) => services.security_hub !== 'off',
  CloudWatchLogs: ({ extras }) => extras.cloudwatchLogs === 'create',
};

/** Sources of which something should come: enabled, of AWS, and set up. In the register's order. */
export function collectedSources({ platform, aws }: PlatformProps): readonly CollectedSource[] {
  const configured = new Map(platform.sources.map((source) => [source.id, source]));
  return SOURCES.flatMap((source) => {
    const [folder] = source.collection.aws?.folders ?? [];
    const own = configured.get(source.id);
    const isSetUp = folder !== undefined && (ASKED_FOR[folder]?.(aws) ?? true);
    return isSetUp && own?.enabled ? [{ source, criticality: own.criticality }] : [];
  });
}
