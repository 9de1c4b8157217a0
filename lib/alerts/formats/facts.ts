import type { AlertMessage, DigestLine } from '../message';
import { plainLine, plainLines } from './neutral-text';

/** A captioned line of a message. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** Lengths a person still reads; every channel allows at least as much. */
const MAX_FACT = 400;
const MAX_TITLE = 200;
const MAX_DIGEST_LINES = 20;
const MAX_DIGEST_TITLE = 100;
const MAX_QUERIES = 5;

/**
 * Who, what, where, when and the rest, each on one line, in the order a responder asks. Empty ones (a digest has no
 * who) are left out. `guard` is what the channel does to text that came from a log.
 */
export function factsOf(
  message: AlertMessage,
  room: number,
  guard: (text: string) => string,
): readonly Fact[] {
  const most = Math.min(MAX_FACT, room);
  const { labels, when, ids, counts, decision } = message;
  const rows: readonly (readonly [label: string, value: string | undefined])[] = [
    [labels.severity, labels.severityText],
    [labels.who, message.who],
    [labels.what, message.what],
    [labels.where, message.where],
    [labels.when, `${when.local} (${when.utc})`],
    [labels.findings, String(counts.findings)],
    [labels.decision, decision && `${decision.by}: ${decision.reason} (${decision.utc})`],
    [labels.owner, ids.owner],
    [labels.rule, ids.rule],
    [labels.alert, ids.alert],
  ];
  return rows
    .map(([label, value]) => ({
      label: plainLine(label, 60),
      value: guard(plainLine(value ?? '', most)),
    }))
    .filter(({ value }) => value !== '');
}

/** `New alert: CloudTrail stopped`. */
export function headingOf({ labels, title }: AlertMessage, guard: (text: string) => string): string {
  return guard(plainLine(`${labels.occasion}: ${title}`, MAX_TITLE));
}

/** The runbook, at most `room` long; several lines, or empty. */
export function runbookOf({ runbook }: AlertMessage, room: number): string {
  return plainLines(runbook, room);
}

/** The queries to paste, each at most `room` long. */
export function queriesOf({ queries, labels }: AlertMessage, room: number): readonly Fact[] {
  return queries.slice(0, MAX_QUERIES).map(({ engine, sql }) => ({
    label: plainLine(`${labels.query} (${engine})`, 80),
    value: plainLines(sql, room),
  }));
}

/** The alerts a digest stands for, the most severe first; the last line counts those that are not listed. */
export function digestOf(
  { digest }: AlertMessage,
  room: number,
  guard: (text: string) => string,
): readonly string[] {
  const most = Math.min(MAX_DIGEST_TITLE, room);
  const shown = digest.slice(0, digest.length > MAX_DIGEST_LINES ? MAX_DIGEST_LINES - 1 : MAX_DIGEST_LINES);
  const rest = digest.slice(shown.length);
  const lines = shown.map(
    ({ severityText, title, alerts, findings }: DigestLine) =>
      `${alerts} (${findings}) ${plainLine(severityText, 40)} ${guard(plainLine(title, most))}`,
  );
  const alerts = rest.reduce((sum, line) => sum + line.alerts, 0);
  const findings = rest.reduce((sum, line) => sum + line.findings, 0);
  return rest.length === 0 ? lines : [...lines, `${alerts} (${findings}) …`];
}
