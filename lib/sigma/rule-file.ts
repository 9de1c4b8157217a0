import { type Document, isMap, LineCounter, parseAllDocuments } from 'yaml';
import type { Correlation } from './correlate/correlation';
import { parseCorrelation } from './correlate/parse-correlation';
import type { SigmaFilter } from './filter/filter';
import { parseFilter } from './filter/parse-filter';
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
  /** What they refer to is not looked up yet: it may be in other files. */
  readonly correlations: readonly Correlation[];
  readonly filters: readonly SigmaFilter[];
  readonly problems: readonly Problem[];
}

/**
 * Reads the rules, correlations and filters of a file, one a YAML document. Never throws: what is wrong comes back as problems, all at once,
 * and the file's good rules are still loaded.
 */
export function parseRuleFile(file: RuleFile, placeholders: Placeholders = {}): RuleFileResult {
  if (file.text.length > MAX_CHARACTERS) {
    const message = `the file has ${file.text.length} characters, more than ${MAX_CHARACTERS}: is it a rule?`;
    return {
      rules: [],
      correlations: [],
      filters: [],
      problems: [{ file: file.path, line: 1, level: 'error', message }],
    };
  }
  const lines = new LineCounter();
  const problems: Problem[] = [];
  const found: Found = { rules: [], correlations: [], filters: [] };
  const parsed = parseAllDocuments(file.text, { lineCounter: lines, prettyErrors: false });
  const documents = Array.isArray(parsed) ? parsed : [];
  for (const document of documents) {
    const reader = readerOf(file.path, document, lines, problems);
    parseDocument(reader, placeholders, found);
  }
  if (documents.length === 0) {
    problems.push({ file: file.path, line: 1, level: 'error', message: 'the file is empty' });
  }
  return { ...found, problems };
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

interface Found {
  readonly rules: Rule[];
  readonly correlations: Correlation[];
  readonly filters: SigmaFilter[];
}

function parseDocument(reader: Reader, placeholders: Placeholders, found: Found): void {
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
    return;
  }
  if (!isMap(root)) {
    reportError(reader, root, 'a rule is a map that begins with title, logsource and detection');
    return;
  }
  const has = (key: string) => child(reader, root, key) !== undefined;
  if (has('action')) {
    reportError(reader, child(reader, root, 'action'), COLLECTION);
  } else if (has('correlation')) {
    push(found.correlations, parseCorrelation(reader, root));
  } else if (has('filter')) {
    push(found.filters, parseFilter(reader, root, placeholders));
  } else {
    push(found.rules, parseRule(reader, root, placeholders));
  }
}

function push<Item>(items: Item[], item: Item | undefined): void {
  if (item !== undefined) {
    items.push(item);
  }
}

const COLLECTION = 'rule collections (action: global) left Sigma with version 2: write each rule in full';
