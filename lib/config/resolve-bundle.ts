import { parsePublicKey } from '../rules/public-key';
import { parseTimestamp } from '../time';
import type { ResolvedBundle } from './resolved';
import type { PlatformConfig } from './schema/platform';

/** Who may publish rules; undefined where nobody may. Keys in one form, however the file writes them. */
export function resolveBundle(bundle: PlatformConfig['detections']['bundle']): ResolvedBundle | undefined {
  return (
    bundle && {
      keys: bundle.keys.flatMap((written) => {
        const key = parsePublicKey(written);
        return key.ok ? [key.value.export({ type: 'spki', format: 'der' }).toString('base64')] : [];
      }),
      everyMinutes: bundle.refresh_minutes,
      leastSequence: Math.floor((parseTimestamp(bundle.not_before ?? '') ?? 0) / 1_000_000),
    }
  );
}
