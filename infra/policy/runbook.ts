import { RUNBOOKS, type RunbookId, runbookLine } from '../../lib/health/runbooks';
import type { JsonValue } from '../../lib/json';
import { spelled } from './template';

const LINES: readonly string[] = Object.keys(RUNBOOKS).map((id) => runbookLine(id as RunbookId));

/** What is wrong with words that must say what happened and end with a runbook that exists; undefined when nothing is. */
export function lacksRunbook(words: JsonValue): string | undefined {
  const text = spelled(words ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  if (text === '') {
    return 'is empty: say what happened, and where to read what to do';
  }
  const line = LINES.find((one) => text === one || text.endsWith(` ${one}`));
  if (line === undefined) {
    return `ends with no runbook that exists, got "…${text.slice(-60)}": end it with "Runbook: infra/aws/RUNBOOKS.md#<id>", an id of lib/health/runbooks.ts`;
  }
  return text === line ? 'says nothing but its runbook: say what happened and where' : undefined;
}
