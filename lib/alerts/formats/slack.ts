import type { AlertMessage } from '../message';
import { digestOf, type Fact, factsOf, headingOf, queriesOf, runbookOf } from './facts';
import { fitted } from './fit';
import { plainLine } from './neutral-text';
import { unlinked } from './unlinked-text';

/** What an incoming webhook takes. */
export interface SlackMessage {
  /** For notifications, where blocks cannot be shown. Slack reads `<…>` in it, so it is escaped. */
  readonly text: string;
  readonly mrkdwn: false;
  readonly unfurl_links: false;
  readonly unfurl_media: false;
  readonly blocks: readonly SlackBlock[];
}

type SlackBlock =
  | { readonly type: 'header'; readonly text: PlainText }
  | { readonly type: 'rich_text'; readonly elements: readonly RichText[] };

interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: false;
}

interface RichText {
  readonly type: 'rich_text_section' | 'rich_text_preformatted';
  readonly elements: readonly TextElement[];
}

interface TextElement {
  readonly type: 'text';
  readonly text: string;
  readonly style?: { readonly bold: true };
}

/** Slack answers `msg_blocks_too_long` from about 13 200 characters of all blocks together (slackapi/bolt-js#2509). */
const MAX_BYTES = 12_000;
const MAX_HEADER = 150;

/**
 * Block Kit message. Text stands in `plain_text` and rich-text `text` elements only, which Slack shows as they are:
 * no mrkdwn, mention, emoji code or link is read in them. Limits: header 150, text 3 000, 50 blocks.
 * Source: Block Kit reference, blocks and text object.
 */
export function toSlack(message: AlertMessage): SlackMessage {
  return fitted(MAX_BYTES, (room) => ({
    text: escapeControl(unlinked(plainLine(message.summary, 500))),
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
    blocks: blocksOf(message, room),
  }));
}

function blocksOf(message: AlertMessage, room: number): SlackBlock[] {
  const { labels } = message;
  const header = plainLine(headingOf(message, unlinked), MAX_HEADER);
  const runbook = runbookOf(message, room);
  const elements: RichText[] = [
    ...factsOf(message, room, unlinked).map(captioned),
    ...digestOf(message, room, unlinked).map((line) => section(line)),
    ...(runbook === '' ? [] : [captioned({ label: labels.runbook, value: runbook })]),
    ...queriesOf(message, room).flatMap(({ label, value }) => [bold(label), preformatted(value)]),
  ];
  return [
    { type: 'header', text: { type: 'plain_text', text: header, emoji: false } },
    { type: 'rich_text', elements },
  ];
}

function captioned({ label, value }: Fact): RichText {
  return {
    type: 'rich_text_section',
    elements: [
      { type: 'text', text: `${label}: `, style: { bold: true } },
      { type: 'text', text: `${value}\n` },
    ],
  };
}

function section(line: string): RichText {
  return { type: 'rich_text_section', elements: [{ type: 'text', text: `${line}\n` }] };
}

function bold(label: string): RichText {
  return { type: 'rich_text_section', elements: [{ type: 'text', text: label, style: { bold: true } }] };
}

function preformatted(value: string): RichText {
  return { type: 'rich_text_preformatted', elements: [{ type: 'text', text: value || '-' }] };
}

/** Slack's three control characters. Source: Formatting text for app surfaces, escaping text. */
function escapeControl(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
