import type { CanaryWay } from '../../../lib/health/canary';
import type { CanaryPlan } from '../../../lib/health/canary-settings';
import type { Criticality, Source } from '../../../lib/sources/source';
import type { PlatformProps } from '../platform-stack';
import { isAnyStreamed, streamedDetailTypes } from '../stream/streamed';
import { collectedSources } from './collected-sources';

/** A raw object, a row and a finding each: some 25,000 a year and less than a dollar, requests of the lake included. */
const EVERY_HOURS: Readonly<Record<Criticality, number>> = { critical: 1, important: 4, normal: 12 };

/**
 * The canaries of each source that is set up, by the ways it comes. None goes as an object into a bucket that was there
 * before; of what neither streams nor goes there, nothing is sent.
 */
export function canaryPlans(props: PlatformProps): readonly CanaryPlan[] {
  const toObjects: CanaryWay[] = props.aws.services.log_bucket === 'create' ? ['object'] : [];
  return collectedSources(props).flatMap(({ source, criticality }) => {
    const ways: CanaryWay[] = [...toObjects, ...(streams(source, props) ? (['stream'] as const) : [])];
    return ways.length === 0 ? [] : [{ source: source.id, ways, everyHours: EVERY_HOURS[criticality] }];
  });
}

/** Whether a function looks at the source's events within seconds: by the bus, or as lines of log groups. */
function streams({ collection }: Source, { platform }: PlatformProps): boolean {
  const { detailTypes = [], folders = [] } = collection.aws ?? {};
  const streamed = new Set(streamedDetailTypes(platform));
  return (
    detailTypes.some((type) => streamed.has(type)) ||
    (folders.includes('CloudWatchLogs') && isAnyStreamed(platform))
  );
}
