import { sha256 } from '../hash';
import { timeBetween } from './compose-message';
import type { AlertMessage, Language } from './message';
import { labelsFor, WORDS } from './words';

/**
 * A message that tries a channel out, marked as a test in its title and summary. Each moment makes one of its own, so
 * that a channel that keeps keys shows every one.
 */
export function composeTest(
  channel: string,
  { language, timeZone }: { readonly language: Language; readonly timeZone: string },
  nowMicros: number,
): AlertMessage {
  const { test } = WORDS[language];
  const millis = Math.floor(nowMicros / 1000);
  const labels = labelsFor(language, 'opened', 'informational');
  const when = timeBetween(millis, millis, timeZone);
  return {
    occasion: 'opened',
    language,
    title: test.title,
    summary: `[${test.title}] ${test.what(channel)}, ${when.local}`,
    severity: 'informational',
    who: 'Kumomori',
    what: test.what(channel),
    where: test.where(channel),
    when,
    at: when.utc,
    runbook: test.runbook,
    queries: [],
    ids: { alert: sha256(`test ${channel} ${nowMicros}`).slice(0, 32), findings: [], events: [] },
    counts: { findings: 0, alerts: 1, threshold: 1 },
    digest: [],
    labels,
  };
}
