import { type Document, isMap, LineCounter, parseAllDocuments } from 'yaml';
import type { Placeholders } from './modifiers/modifier';
import { parseRule } from './parse-rule';
import type { Problem } from './problem';
import { child, type Reader, reportError } from './reader';
import type { Rule } from './rule';

/** Larger files are refused: a rule has a few kilobytes. */
const MAX_CHARACTERS = 1_000_000;

export interface RuleFile {
  /** What problems call it: a path. */
  readonly path: string;
  readonly text: string;
}

export interface RuleFileResult {
  readonly rules: readonly Rule[];
  readonly problems: readonly Problem[];
}

/**
 * Reads the rules of a file, one a YAML document. Never throws: what is wrong comes back as problems, all at once,
 * and the file's good rules are still loaded.
 */
export function parseRuleFile(file: RuleFile, placeholders: Placeholders = {}): RuleFileResult {
  if (file.text.length > MAX_CHARACTERS) {
    const message = `the file has ${file.text.length} characters, more than ${MAX_CHARACTERS}: is it a rule?`;
    return { rules: [], problems: [{ file: file.path, line: 1, level: 'error', message }] };
  }
  const lines = new LineCounter();
  const problems: Problem[] = [];
  const rules: Rule[] = [];
  const parsed = parseAllDocuments(file.text, { lineCounter: lines, prettyErrors: false });
  const documents = Array.isArray(parsed) ? parsed : [];
  for (const document of documents) {
    const reader = readerOf(file.path, document, lines, problems);
    const rule = parseDocument(reader, placeholders);
    if (rule) {
      rules.push(rule);
    }
  }
  if (documents.length === 0) {
    problems.push({ file: file.path, line: 1, level: 'error', message: 'the file is empty' });
  }
  return { rules, problems };
}

function readerOf(file: string, document: Document, lines: LineCounter, problems: Problem[]): Reader {
  const start = document.range?.[0] ?? 0;
  const line = (node: unknown) => {
    const range =
      node !== null && typeof node === 'object' && 'range' in node ? (node.range as [number] | null) : null;
    return lines.linePos(range?.[0] ?? start).line;
  };
  return { file, document, problems, line };
}

function parseDocument(reader: Reader, placeholders: Placeholders): Rule | undefined {
  const { document, problems, file } = reader;
  for (const error of document.errors) {
    problems.push({
      file,
      line: reader.line({ range: error.pos }),
      level: 'error',
      message: `not YAML: ${error.message}`,
    });
  }
  const root = document.contents;
  if (document.errors.length > 0) {
    return undefined;
  }
  if (!isMap(root)) {
    reportError(reader, root, 'a rule is a map that begins with title, logsource and detection');
    return undefined;
  }
  for (const kind of ['correlation', 'filter', 'action'] as const) {
    const node = child(reader, root, kind);
    if (node) {
      reportError(reader, node, NOT_A_RULE[kind]);
      return undefined;
    }
  }
  return parseRule(reader, root, placeholders);
}

const NOT_A_RULE = {
  correlation: 'correlation rules are not supported yet',
  filter: 'Sigma filters are not supported yet',
  action: 'rule collections (action: global) left Sigma with version 2: write each rule in full',
} as const;
