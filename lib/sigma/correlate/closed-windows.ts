import type { KeyValueStore } from '../../ports/key-value-store';
import { type CorrelationFinding, findingOf } from './correlation-finding';
import { countHolds, onlyGrows } from './count-condition';
import type { Running } from './feed';
import { decodeState } from './group-state';
import { countWindow } from './judge';
import { windowEndOf } from './state-keys';

/**
 * Judges the windows that no event in time can reach any more. Those that do not meet their condition are forgotten
 * at once; those that do stay, and are given again, until they are confirmed: a crash loses none.
 */
export async function closedWindows(
  all: readonly Running[],
  store: KeyValueStore,
  watermark: number,
): Promise<readonly CorrelationFinding[]> {
  const findings: CorrelationFinding[] = [];
  for (const { correlation, keys } of all.filter((one) => !onlyGrows(one.correlation.condition))) {
    for await (const { key, value, version } of store.list(keys.windows)) {
      const end = windowEndOf(keys, key);
      if (end > watermark) {
        break;
      }
      const state = decodeState(value);
      const count = countWindow(correlation.type, state.entries);
      if (!countHolds(correlation.condition, count)) {
        await store.remove(key, version);
      } else {
        // The last moment of the window, so that the finding's slot is the window's.
        const found = { timeMicros: end - 1, count, window: state.entries, stateKey: key };
        findings.push(findingOf(correlation, state, found));
      }
    }
  }
  return findings;
}

/** Forgets the windows of findings that are kept safe. */
export async function confirmWindows(
  findings: readonly CorrelationFinding[],
  store: KeyValueStore,
): Promise<void> {
  for (const { stateKey } of findings) {
    if (stateKey !== undefined) {
      await store.remove(stateKey);
    }
  }
}
