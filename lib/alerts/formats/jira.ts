import type { AlertMessage } from '../message';
import { type AdfBlock, type AdfDocument, paragraph, plain, sqlBlock, strong } from './adf';
import { digestOf, factsOf, queriesOf, runbookOf } from './facts';
import { fitted } from './fit';
import { plainLine } from './neutral-text';
import { inert, unlinked } from './unlinked-text';

/** Where an issue goes; the project's own names. */
export interface JiraTarget {
  readonly project: string;
  readonly issueType: string;
}

/** Body of `POST /rest/api/3/issue`. */
export interface JiraIssue {
  readonly fields: {
    readonly project: { readonly key: string };
    readonly issuetype: { readonly name: string };
    readonly summary: string;
    readonly labels: readonly string[];
    readonly description: AdfDocument;
  };
}

const MAX_SUMMARY = 255;
/** Jira's description holds 32 767 characters. */
const MAX_BYTES = 30_000;

/**
 * Issue of an alert that was opened or reopened, or of a digest; undefined for what follows (acknowledged, resolved),
 * since that would have to find the issue first. Jira knows no idempotency key: the label `kumomori-<alert uid>` tells
 * repeats. Source: Jira Cloud REST API v3, Create issue; Atlassian Document Format.
 */
export function toJira(message: AlertMessage, target: JiraTarget): JiraIssue | undefined {
  const { occasion, ids, summary, severity } = message;
  if (occasion !== 'opened' && occasion !== 'reopened' && occasion !== 'digest') {
    return undefined;
  }
  return fitted(MAX_BYTES, (room) => ({
    fields: {
      project: { key: target.project },
      issuetype: { name: target.issueType },
      summary:
        plainLine(inert(unlinked(plainLine(summary, MAX_SUMMARY))), MAX_SUMMARY) ||
        `Alert ${labelOf(ids.alert)}`,
      labels: ['kumomori', `kumomori-${labelOf(ids.alert)}`, `severity-${severity}`],
      description: { type: 'doc', version: 1, content: contentOf(message, room) },
    },
  }));
}

function contentOf(message: AlertMessage, room: number): AdfBlock[] {
  const { labels } = message;
  const runbook = runbookOf(message, room);
  return [
    ...factsOf(message, room, unlinked).map(({ label, value }) =>
      paragraph(strong(`${label}: `), plain(value)),
    ),
    ...digestOf(message, room, unlinked).map((line) => paragraph(plain(line))),
    ...(runbook === '' ? [] : [paragraph(strong(labels.runbook))]),
    ...runbook
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => paragraph(plain(line))),
    ...queriesOf(message, room).flatMap(({ label, value }) => [paragraph(strong(label)), sqlBlock(value)]),
  ];
}

/** A label has no blanks. */
function labelOf(uid: string): string {
  return uid.replace(/[^\w-]+/g, '-').slice(0, 100);
}
