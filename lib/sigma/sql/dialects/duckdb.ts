import type { Dialect, Steps } from '../dialect';
import { ELEMENTS, JSON_LEAF, LIST_DEPTH } from '../dialect';
import { RE2_ASSERTIONS } from '../regex';

/** DuckDB: keys are JSON pointers, which take any key; regular expressions are RE2's. */
export const duckdb: Dialect = {
  name: 'duckdb',
  quoteName: (name) => `"${name.replaceAll('"', '""')}"`,
  quoteText,
  double: (value) => `${value.toExponential()}::DOUBLE`,
  asText: (column) => `CAST(${column} AS VARCHAR)`,
  scalarAt: (path) => `event ->> ${quoteText(pointer(path))}`,
  presentAt: (path) => `json_type(event, ${quoteText(pointer(path))}) IS NOT NULL`,
  textsAt: (steps) =>
    guarded(steps, `list_transform(${walk(steps)}, lambda v: v ->> '$')`, (at) => `event ->> ${at}`),
  jsonsAt: (steps) => guarded(steps, walk(steps), (at) => `CAST(event -> ${at} AS VARCHAR)`),
  leavesBut: (attributes) => {
    const kept = `list_filter(json_keys(event), lambda k: k NOT IN (${attributes.map(quoteText).join(', ')}))`;
    const escaped = "replace(replace(k, '~', '~0'), '/', '~1')";
    const texts = `list_transform(${kept}, lambda k: CAST(json_extract(event, '/' || ${escaped}) AS VARCHAR))`;
    const found = `regexp_extract_all(array_to_string(${texts}, ','), ${quoteText(JSON_LEAF)})`;
    return `list_transform(list_filter(${found}, lambda v: NOT ends_with(v, ':')), lambda v: CASE WHEN starts_with(v, '"') THEN v ->> '$' ELSE v END)`;
  },
  hasKey: (json, key) => `json_type(${json}, ${quoteText(pointer([key]))}) IS NOT NULL`,
  any: (list, variable, test) => `len(list_filter(${list}, lambda ${variable}: ${test(variable)})) > 0`,
  firstText: (list) => `list_filter(${list}, lambda v: v <> '')[1]`,
  lower: (text) => `lower(${text})`,
  startsWith: (text, other) => `starts_with(${text}, ${other})`,
  endsWith: (text, other) => `ends_with(${text}, ${other})`,
  contains: (text, other) => `contains(${text}, ${other})`,
  matches: (text, pattern) => `regexp_matches(${text}, ${quoteText(pattern)})`,
  replace: (text, pattern, by) => `regexp_replace(${text}, ${quoteText(pattern)}, ${quoteText(by)}, 'g')`,
  numberIn: (text, pattern) => `TRY_CAST(regexp_extract(${text}, ${quoteText(pattern)}, 1) AS DOUBLE)`,
  not: (condition) => `NOT coalesce(${condition}, false)`,
  assertions: RE2_ASSERTIONS,
  maxRepeat: 1000,
};

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** RFC 6901. */
function pointer(path: readonly string[]): string {
  return path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The direct way where the record has no list, which is nearly always. */
function guarded(steps: Steps, slow: string, fast: (at: string) => string): string {
  const keys: string[] = [];
  const lists: string[] = [];
  for (const step of steps) {
    if (step === ELEMENTS) {
      lists.push(quoteText(pointer(keys)));
    } else {
      keys.push(step.key);
    }
  }
  const isList = `list_contains(json_type(event, [${lists.join(', ')}]), 'ARRAY')`;
  return `CASE WHEN ${isList}\n    THEN ${slow}\n    ELSE [${fast(quoteText(pointer(keys)))}] END`;
}

/** One fold over the steps: a list with a pointer follows it, an empty one opens lists. */
function walk(steps: Steps): string {
  const written: string[] = [];
  let keys: string[] = [];
  const flush = () => {
    if (keys.length > 0) {
      written.push(`[${quoteText(pointer(keys))}]`);
      keys = [];
    }
  };
  for (const step of steps) {
    if (step === ELEMENTS) {
      flush();
      written.push(...new Array<string>(LIST_DEPTH).fill('[]'));
    } else {
      keys.push(step.key);
    }
  }
  flush();
  return `list_reduce([[event], ${written.join(', ')}], lambda found, step: flatten(list_transform(found, lambda v:
      CASE WHEN len(step) = 1 THEN [CAST(json_extract(v, step[1]) AS VARCHAR)]
        WHEN json_type(v) = 'ARRAY' THEN CAST(json_extract(v, '$[*]') AS VARCHAR[])
        ELSE [v] END)))`;
}
