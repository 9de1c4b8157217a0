import { indexKeys, parsePublicKeys } from '../../../../lib/trail/public-keys';
import type { TrailReport } from '../../../../lib/trail/report';
import { type TrailOptions, verifyTrail } from '../../../../lib/trail/verify-trail';
import { listPublicKeys, type SigningKey } from './generate-trail';
import type { MemoryTrailStore } from './memory-trail-store';

/** Verifies with the public halves of these keys. */
export async function verify(
  store: MemoryTrailStore,
  keys: readonly SigningKey[],
  options: Partial<TrailOptions> = {},
): Promise<TrailReport> {
  const parsed = parsePublicKeys(listPublicKeys(...keys));
  if (!parsed.ok) {
    throw new Error(parsed.problem);
  }
  const report = await verifyTrail(store, { keys: indexKeys(parsed.value), ...options });
  if (!report.ok) {
    throw new Error(report.problem);
  }
  return report.value;
}

/** Findings that are alarms or doubts, as `kind key`. */
export function alarms({ findings }: TrailReport): string[] {
  return findings.filter(({ severity }) => severity !== 'info').map(({ kind, key }) => `${kind} ${key}`);
}

/** All findings, as `kind key`. */
export function all({ findings }: TrailReport): string[] {
  return findings.map(({ kind, key }) => `${kind} ${key}`);
}
