import type { Level } from '../sigma/rule';
import type { Subject } from './subject';

export const LANGUAGES = ['en', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a message is about: a state the alert came to, or a summary of alerts that were too many to send one by one. */
export const OCCASIONS = [
  'opened',
  'reopened',
  'acknowledged',
  'resolved',
  'false_positive',
  'digest',
] as const;
export type Occasion = (typeof OCCASIONS)[number];

/**
 * What a person is told, in their language; channels turn it into payloads and add no words of their own. Every text
 * is one line without control or direction-changing characters, but `runbook` and a query's `sql`, which may hold
 * line feeds. Texts come from logs: a channel still neutralises what its own markup would read (mentions, links).
 */
export interface AlertMessage {
  readonly occasion: Occasion;
  readonly language: Language;
  /** The rule's title, or what the digest is of. */
  readonly title: string;
  /** Occasion, severity, title, who, what, where and when in one line: for a subject or a text message. */
  readonly summary: string;
  readonly severity: Level;
  readonly who: string;
  readonly what: string;
  readonly where: string;
  readonly when: MessageTime;
  /** When the step was taken that it tells of, by the platform's clock: RFC 3339, UTC. Absent in a digest. */
  readonly at?: string;
  /** Absent in a digest. */
  readonly subject?: Subject;
  /** What to check and what to do. Empty when the rule has none (a digest). */
  readonly runbook: string;
  /** To paste, one an engine. */
  readonly queries: readonly MessageQuery[];
  readonly ids: MessageIds;
  readonly counts: MessageCounts;
  /** Who acknowledged, resolved or judged it, and why; absent for opened, reopened and digest. */
  readonly decision?: MessageDecision;
  /** The alerts a digest stands for, the most severe first; empty otherwise. */
  readonly digest: readonly DigestLine[];
  /** Captions in the message's language, so that a channel needs no table of words. */
  readonly labels: MessageLabels;
}

/** Event time of the newest finding the message is about, and of the first. */
export interface MessageTime {
  /** RFC 3339, UTC. */
  readonly utc: string;
  /** `2024-08-12 19:30:00 Asia/Tokyo`. */
  readonly local: string;
  /** IANA name of the local zone. */
  readonly timeZone: string;
  /** RFC 3339, UTC. */
  readonly firstUtc: string;
}

export interface MessageQuery {
  /** `duckdb`, `athena` … */
  readonly engine: string;
  readonly sql: string;
}

export interface MessageIds {
  /** The alert's uid, the same in every message of its life: what a channel groups and resolves by. Of a digest: its own. */
  readonly alert: string;
  /** Absent in a digest. */
  readonly rule?: string;
  /** Newest first, at most ten. */
  readonly findings: readonly string[];
  /** The source's own ids of the events, newest first, at most ten. */
  readonly events: readonly string[];
  readonly account?: string;
  readonly owner?: string;
  /** Version of the rule bundle. */
  readonly bundle?: string;
}

export interface MessageCounts {
  /** Findings of the alert, or of all alerts of a digest. */
  readonly findings: number;
  /** 1, or the alerts of a digest. */
  readonly alerts: number;
  /** Findings the rule waits for before it tells anyone; 1 in a digest. */
  readonly threshold: number;
}

export interface MessageDecision {
  readonly by: string;
  readonly reason: string;
  /** RFC 3339, UTC. */
  readonly utc: string;
}

export interface DigestLine {
  readonly severity: Level;
  readonly severityText: string;
  readonly title: string;
  readonly alerts: number;
  readonly findings: number;
}

export interface MessageLabels {
  /** The occasion, such as "New alert". */
  readonly occasion: string;
  /** The severity, such as "High". */
  readonly severityText: string;
  readonly severity: string;
  readonly who: string;
  readonly what: string;
  readonly where: string;
  readonly when: string;
  readonly runbook: string;
  readonly query: string;
  readonly findings: string;
  readonly alert: string;
  readonly rule: string;
  readonly owner: string;
  readonly decision: string;
}
