import type { YAMLMap } from 'yaml';
import { sha256 } from '../hash';
import { parseAlert } from './alert-block';
import { child, type Reader, reportError, reportWarning, textOf, textsOf } from './reader';
import { LEVELS, type RuleHeader, STATUSES } from './rule';
import { parseAttackTag } from './tags';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DATE = /^(\d{4})[-/](\d\d)[-/](\d\d)$/;
const MAX_TITLE = 256;

/**
 * What rules, correlations and filters say of themselves: who they are, how grave, what to do. What raises no
 * findings of its own may go without an id.
 */
export function parseHeader(reader: Reader, map: YAMLMap, raises = true): RuleHeader {
  const get = (key: string) => child(reader, map, key);
  const title = parseTitle(reader, map);
  const tags = textsOf(reader, get('tags'), 'tags');
  return {
    id: parseId(reader, map, title, raises),
    name: textOf(reader, get('name'), 'name')?.trim() || undefined,
    title,
    status: oneOf(reader, map, 'status', STATUSES, 'experimental'),
    level: oneOf(reader, map, 'level', LEVELS, 'medium'),
    description: textOf(reader, get('description'), 'description')?.trim() ?? '',
    author: textOf(reader, get('author'), 'author') ?? '',
    version: [parseDate(reader, map, 'date'), parseDate(reader, map, 'modified')]
      .filter(Boolean)
      .toSorted()
      .at(-1),
    references: textsOf(reader, get('references'), 'references'),
    falsePositives: textsOf(reader, get('falsepositives'), 'falsepositives'),
    tags,
    attack: tags.flatMap((tag) => parseAttackTag(tag) ?? []),
    alert: parseAlert(reader, get('alert')),
    file: reader.file,
    line: reader.line(map),
  };
}

function parseTitle(reader: Reader, map: YAMLMap): string {
  const title = textOf(reader, child(reader, map, 'title'), 'title')?.trim() ?? '';
  if (title === '' || title.length > MAX_TITLE) {
    reportError(
      reader,
      map,
      title === '' ? 'title is missing' : `title is longer than ${MAX_TITLE} characters`,
    );
  }
  return title;
}

/** The rule's UUID; where it has none, one made of its title, so that its findings keep their identity. */
function parseId(reader: Reader, map: YAMLMap, title: string, raises: boolean): string {
  const node = child(reader, map, 'id');
  const id = textOf(reader, node, 'id');
  if (id === undefined) {
    if (raises) {
      reportWarning(reader, map, 'id is missing: findings are tied to the title until the rule has a UUID');
    }
    const hex = sha256(`kumomori rule ${title}`);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }
  if (!UUID.test(id)) {
    reportError(reader, node, `id must be a UUID, got ${id}`);
  }
  return id.toLowerCase();
}

/** A date attribute as YYYY-MM-DD; undefined where there is none, or, reported, when it is wrong. */
export function parseDate(reader: Reader, map: YAMLMap, key: string): string | undefined {
  const node = child(reader, map, key);
  const text = textOf(reader, node, key);
  const [, year, month, day] = DATE.exec(text ?? '') ?? [];
  if (text !== undefined && day === undefined) {
    reportError(reader, node, `${key} must be YYYY-MM-DD, got ${text}`);
  }
  return day && `${year}-${month}-${day}`;
}

/** An attribute that must be one of a few names. */
export function oneOf<Name extends string>(
  reader: Reader,
  map: YAMLMap,
  key: string,
  names: readonly Name[],
  otherwise: Name,
): Name {
  const node = child(reader, map, key);
  const text = textOf(reader, node, key);
  const found = names.find((name) => name === text);
  if (text !== undefined && !found) {
    reportError(reader, node, `${key} must be one of ${names.join(', ')}, got ${text}`);
  }
  return found ?? otherwise;
}

/** Errors so far, to know whether a step added one. */
export function countErrors(reader: Reader): number {
  return reader.problems.filter((problem) => problem.level === 'error').length;
}
