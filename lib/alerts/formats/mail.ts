import type { AlertMessage } from '../message';
import { digestOf, factsOf, headingOf, queriesOf, runbookOf } from './facts';
import { plainLine } from './neutral-text';
import { inert, unlinked, unlinkedStrictly } from './unlinked-text';

/** A plain-text mail, or an SNS publication with a subject. */
export interface MailText {
  /** Printable ASCII, fewer than 100 characters, no line break: what SNS demands, and safe in a mail header. */
  readonly subject: string;
  readonly body: string;
}

const MAX_SUBJECT = 99;
const ROOM = 8_000;

/**
 * Mail as plain text. Log text cannot add a line (every fact is one, and longer texts are indented) nor a link.
 * Source: Amazon SNS API, Publish (Subject; Message of at most 262 144 bytes).
 */
export function toMail(message: AlertMessage): MailText {
  const { labels } = message;
  const runbook = runbookOf(message, ROOM);
  const parts = [
    headingOf(message, unlinkedStrictly),
    factsOf(message, ROOM, unlinkedStrictly)
      .map(({ label, value }) => `${label}: ${value}`)
      .join('\n'),
    indented(digestOf(message, ROOM, unlinkedStrictly).join('\n')),
    runbook && `${labels.runbook}:\n${indented(runbook)}`,
    ...queriesOf(message, ROOM).map(({ label, value }) => `${label}:\n${indented(unlinked(value))}`),
  ];
  return { subject: subjectOf(message), body: `${parts.filter((part) => part !== '').join('\n\n')}\n` };
}

/** `[high] opened: CloudTrail stopped (1f3a…)`; a title outside ASCII gives way to the rule's id. */
function subjectOf({ severity, occasion, title, ids }: AlertMessage): string {
  const plain = plainLine(title, 200).normalize('NFKD').replace(/\p{M}/gu, '');
  const isAscii = /^[\x20-\x7e]+$/.test(plain);
  const name = isAscii ? plain : `rule ${ids.rule ?? '-'}`;
  const head = `[${severity}] ${occasion.replace('_', ' ')}: `;
  const tail = ` (${ids.alert.slice(0, 8)})`;
  const subject = `${head}${asciiCut(unlinkedStrictly(name), MAX_SUBJECT - head.length - tail.length)}${tail}`;
  return inert(subject.replace(/[^\x20-\x7e]/g, '?')).slice(0, MAX_SUBJECT);
}

function asciiCut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 3)}...`;
}

/** Set off by two spaces, so that no line of it can pass for a fact. */
function indented(text: string): string {
  return text && `  ${text.replaceAll('\n', '\n  ')}`;
}
