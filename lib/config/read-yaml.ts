import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
} from 'yaml';
import { fail, ok, type Result } from '../result';
import type { Path } from './problem';
import { beyondLimits, MAX_ALIASES } from './yaml-limits';

/** A YAML file as plain values that still know their lines. */
export interface YamlFile {
  readonly value: unknown;
  /** One-based line of the value at `path`, or of the nearest block above it that is written down. */
  lineOf(path: Path): number;
  /** A scalar as the file spells it (`012345678901`), which its value no longer shows. */
  spelling(path: Path): string | undefined;
}

export interface YamlProblem {
  readonly line: number;
  readonly message: string;
}

/**
 * Reads one YAML 1.2 document. Never throws: syntax errors, keys given twice, unknown tags and aliases, several
 * documents, alias bombs and bottomless nesting are problems with a line.
 */
export function readYaml(text: string): Result<YamlFile, readonly YamlProblem[]> {
  const tooMuch = beyondLimits(text);
  if (tooMuch !== undefined) {
    return fail([{ line: 1, message: tooMuch }]);
  }
  const lines = new LineCounter();
  // Keys given twice are found below: the parser's own check is quadratic.
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'error',
  });
  const problems = [...syntaxProblems(document, lines), ...contentProblems(document, lines)];
  return problems.length > 0 ? fail(problems) : toValues(document, lines);
}

function toValues(document: Document, lines: LineCounter): Result<YamlFile, readonly YamlProblem[]> {
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch {
    return fail([
      {
        line: 1,
        message: 'repeats its anchors within each other too often (an alias bomb): write the values out',
      },
    ]);
  }
  return ok({
    value,
    lineOf: (path) => lineAt(lines, locate(document, path).offset),
    spelling: (path) => {
      const { node } = locate(document, path);
      return isScalar(node) ? node.source : undefined;
    },
  });
}

function syntaxProblems(document: Document, lines: LineCounter): YamlProblem[] {
  return [...document.errors, ...document.warnings].map((error) => ({
    line: lineAt(lines, error.pos[0]),
    message: `is not valid YAML: ${error.message.split(/[\n;]/, 1)[0]}`,
  }));
}

function contentProblems(document: Document, lines: LineCounter): YamlProblem[] {
  const problems: YamlProblem[] = [];
  const report = (node: unknown, message: string) =>
    problems.push({ line: lineAt(lines, offsetOf(node)), message });
  visit(document, {
    Map: (_, map) => {
      const first = new Map<string, unknown>();
      for (const { key } of map.items) {
        const name = keyName(key);
        if (name !== undefined && first.has(name)) {
          report(
            key,
            `gives the key "${name}" twice (first on line ${lineAt(lines, offsetOf(first.get(name)))}): keep one`,
          );
        } else if (name !== undefined) {
          first.set(name, key);
        }
      }
    },
    Alias: (_, alias) => {
      if (alias.resolve(document) === undefined) {
        report(alias, `uses the alias *${alias.source}, but no &${alias.source} stands before it`);
      }
    },
  });
  return problems;
}

/** Walks down as far as the path is written; a value's place is that of its key. */
function locate(document: Document, path: Path): { offset: number; node?: Node } {
  let node = resolved(document, document.contents);
  let offset = offsetOf(node);
  for (const step of path) {
    const pair = isMap(node)
      ? node.items.find((item: Pair) => keyName(item.key) === String(step))
      : undefined;
    const next: unknown = pair ? pair.value : isCollection(node) ? node.get(step, true) : undefined;
    if (next === undefined && pair === undefined) {
      return { offset };
    }
    offset = offsetOf(pair ? pair.key : next);
    node = resolved(document, next);
  }
  return { offset, node };
}

function resolved(document: Document, value: unknown): Node | undefined {
  if (isAlias(value)) {
    return value.resolve(document);
  }
  return isScalar(value) || isCollection(value) ? value : undefined;
}

function offsetOf(node: unknown): number {
  const range = isScalar(node) || isCollection(node) || isAlias(node) ? node.range : undefined;
  return range?.[0] ?? 0;
}

/** A key as text; undefined for one that is itself a list, a block or an alias, which no setting is. */
function keyName(key: unknown): string | undefined {
  return isScalar(key) ? String(key.value) : undefined;
}

function lineAt(lines: LineCounter, offset: number): number {
  return Math.max(1, lines.linePos(offset).line);
}
