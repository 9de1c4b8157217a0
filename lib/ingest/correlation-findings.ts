import type { Correlating } from '../lake/correlate/correlate-batch';
import {
  HOUR_MICROS,
  hourOfKey,
  isOfBatch,
  listHitFiles,
  readBriefs,
  readHits,
} from '../lake/correlate/hit-files';
import { changedBy, hitsFor, reachOfAll, touches } from '../lake/correlate/stretches';
import type { OcsfEvent } from '../ocsf/event';
import type { BlobStore } from '../ports/blob-store';
import { readBrief } from '../sigma/correlate/brief';
import { chooseBriefs, evidenceUids } from '../sigma/correlate/choose-evidence';
import { correlateHits } from '../sigma/correlate/correlate-hits';
import { correlationFinding } from '../sigma/correlate/to-finding';

/**
 * The findings of correlations that a batch's hits can have changed, for telling of them: those its drive has just
 * written to the lake, which are computed once more, since what is written is columns.
 */
export async function* correlationFindings(
  store: BlobStore,
  batch: string,
  { correlations, bundleVersion }: Correlating,
): AsyncIterable<OcsfEvent[]> {
  const files = correlations.length === 0 ? [] : await listHitFiles(store);
  const reach = reachOfAll(correlations);
  const hours = files.filter((key) => isOfBatch(key, batch)).map(hourOfKey);
  for (const stretch of changedBy(hours, reach)) {
    const { from, to } = hitsFor(stretch, reach);
    const near = files.filter((key) => hourOfKey(key) + HOUR_MICROS > from && hourOfKey(key) < to);
    const findings = (await correlateHits(correlations, readHits(store, near))).filter(
      ({ correlation: { timespanMicros }, timeMicros }) =>
        touches(stretch, Math.floor(timeMicros / timespanMicros), timespanMicros),
    );
    const shown = new Set(findings.flatMap((finding) => evidenceUids(finding)));
    const known = await readBriefs(store, near, shown);
    yield findings.map((finding) => {
      const briefs = chooseBriefs(finding, (uid) => {
        const text = known.get(uid);
        return text === undefined ? undefined : readBrief(text);
      });
      return correlationFinding(finding, { bundleVersion, briefs });
    });
  }
}
