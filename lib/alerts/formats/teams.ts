import type { Level } from '../../sigma/rule';
import type { AlertMessage } from '../message';
import { digestOf, type Fact, factsOf, headingOf, queriesOf, runbookOf } from './facts';
import { fitted } from './fit';
import { unlinked } from './unlinked-text';

/** What a Teams workflow ("when a Teams webhook request is received") takes. */
export interface TeamsMessage {
  readonly type: 'message';
  readonly attachments: readonly [
    {
      readonly contentType: 'application/vnd.microsoft.card.adaptive';
      readonly contentUrl: null;
      readonly content: AdaptiveCard;
    },
  ];
}

interface AdaptiveCard {
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  readonly type: 'AdaptiveCard';
  readonly version: '1.4';
  readonly msteams: { readonly width: 'Full' };
  readonly body: readonly RichTextBlock[];
}

interface RichTextBlock {
  readonly type: 'RichTextBlock';
  readonly separator?: true;
  readonly inlines: readonly TextRun[];
}

interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly size?: 'Large';
  readonly color?: 'Attention' | 'Warning' | 'Accent';
  readonly fontType?: 'Monospace';
}

/** A message of a webhook may have 28 KB; some is left for what the workflow adds. */
const MAX_BYTES = 26_000;

const COLORS: Record<Level, TextRun['color']> = {
  critical: 'Attention',
  high: 'Attention',
  medium: 'Warning',
  low: 'Accent',
  informational: undefined,
};

/**
 * Adaptive Card. Text stands in `TextRun`s, where Teams reads no Markdown (it does in `TextBlock` and `Fact`), and the
 * card lists no mention entities, so that `<at>` is text. Source: Format cards in Microsoft Teams.
 */
export function toTeams(message: AlertMessage): TeamsMessage {
  return fitted(MAX_BYTES, (room) => ({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          msteams: { width: 'Full' },
          body: bodyOf(message, room),
        },
      },
    ],
  }));
}

function bodyOf(message: AlertMessage, room: number): RichTextBlock[] {
  const { labels, severity } = message;
  const heading: TextRun = {
    ...run(headingOf(message, guard)),
    weight: 'Bolder',
    size: 'Large',
    color: COLORS[severity],
  };
  const runbook = withoutMarkup(runbookOf(message, room));
  return [
    { type: 'RichTextBlock', inlines: [heading] },
    ...factsOf(message, room, guard).map(captioned),
    ...digestOf(message, room, guard).map((line) => block(run(line))),
    ...(runbook === '' ? [] : [captioned({ label: labels.runbook, value: runbook })]),
    ...queriesOf(message, room).flatMap(({ label, value }) => [
      block({ ...run(label), weight: 'Bolder' }),
      block({ ...run(withoutMarkup(value)), fontType: 'Monospace' }),
    ]),
  ];
}

function guard(text: string): string {
  return withoutMarkup(unlinked(text));
}

/** `<at>` is the mention's markup; `{{DATE(…)}}` and `${…}` are read by the card renderer and by templates. */
function withoutMarkup(text: string): string {
  return text
    .replace(/<(?=\/?at\b)/gi, '‹')
    .replace(/\{(?=\{)/g, '{ ')
    .replace(/\$(?=\{)/g, '$ ');
}

function captioned({ label, value }: Fact): RichTextBlock {
  return block({ ...run(`${label}: `), weight: 'Bolder' }, run(value));
}

function block(...inlines: TextRun[]): RichTextBlock {
  return { type: 'RichTextBlock', inlines };
}

function run(text: string): TextRun {
  return { type: 'TextRun', text };
}
