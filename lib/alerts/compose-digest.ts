import { timeBetween } from './compose-message';
import { groupBy } from './group-by';
import type { AlertMessage, DigestLine } from './message';
import type { HeldLine } from './outbox/entry';
import { labelsFor, WORDS } from './words';

const MAX_LINES = 20;

/**
 * One message for many that were held back, the most severe first. `lines` are in that order, and not empty; the
 * language and zone are those of `voice`.
 */
export function composeDigest(
  uid: string,
  lines: readonly HeldLine[],
  voice: Pick<HeldLine, 'language' | 'timeZone' | 'severity'>,
): AlertMessage {
  const { language, timeZone, severity } = voice;
  const words = WORDS[language];
  const findings = lines.reduce((total, line) => total + line.findings, 0);
  const times = lines.map(({ time }) => time);
  const [first, newest] = times.reduce(
    ([least, most], time) => [Math.min(least, time), Math.max(most, time)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as [number, number],
  );
  const labels = labelsFor(language, 'digest', severity);
  const title = words.digestTitle(lines.length);
  const what = words.digestWhat(lines.length, findings);
  const when = timeBetween(first, newest, timeZone);
  return {
    occasion: 'digest',
    language,
    title,
    summary: `[${labels.occasion}] [${labels.severityText}] ${what}, ${when.local}`,
    severity,
    who: words.digestWho,
    what,
    where: words.digestWhere,
    when,
    runbook: '',
    queries: [],
    ids: { alert: uid, findings: [], events: [] },
    counts: { findings, alerts: lines.length, threshold: 1 },
    digest: digestLines(lines, language),
    labels,
  };
}

/** A line for each title and severity, in the order they first come; the rest is in the counts alone. */
function digestLines(lines: readonly HeldLine[], language: AlertMessage['language']): DigestLine[] {
  const groups = groupBy(lines, ({ severity, title }) => `${severity}\n${title}`);
  return [...groups.values()].slice(0, MAX_LINES).flatMap((group) => {
    const [one] = group;
    return one
      ? {
          severity: one.severity,
          severityText: WORDS[language].severities[one.severity],
          title: one.title,
          alerts: group.length,
          findings: group.reduce((total, line) => total + line.findings, 0),
        }
      : [];
  });
}
