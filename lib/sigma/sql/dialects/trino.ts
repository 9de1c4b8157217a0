import type { Dialect, Steps } from '../dialect';
import { ELEMENTS, JSON_LEAF, LIST_DEPTH } from '../dialect';
import { JONI_ASSERTIONS } from '../regex';

/**
 * Trino, which Athena is. `json_extract` keeps keys in the order they are written and numbers as they are written
 * (`json_parse` would sort the keys). Regular expressions are Joni's, the engine's default.
 */
export const trino: Dialect = {
  name: 'trino',
  quoteName: (name) => `"${name.replaceAll('"', '""')}"`,
  quoteText,
  double: (value) => value.toExponential().toUpperCase().replace('+', ''),
  asText: (column) => `CAST(${column} AS varchar)`,
  scalarAt: (path) => `json_extract_scalar(event, ${jsonPath(path)})`,
  presentAt: (path) => `json_extract(event, ${jsonPath(path)}) IS NOT NULL`,
  textsAt: (steps) =>
    `transform(${walk(steps)}, v ->\n    CASE WHEN json_format(v) = 'null' THEN NULL ELSE coalesce(json_extract_scalar(v, '$'), json_format(v)) END)`,
  jsonsAt: walk,
  leavesBut: (attributes) => {
    const whole = "CAST(json_extract(event, '$') AS MAP(VARCHAR, JSON))";
    const kept = `map_values(map_filter(${whole}, (k, v) -> k NOT IN (${attributes.map(quoteText).join(', ')})))`;
    const found = `regexp_extract_all(array_join(transform(${kept}, v -> json_format(v)), ','), ${quoteText(JSON_LEAF)})`;
    return `transform(filter(${found}, v -> substr(v, -1) <> ':'), v -> CASE WHEN starts_with(v, '"') THEN json_extract_scalar(v, '$') ELSE v END)`;
  },
  hasKey: (json, key) => `json_extract(${json}, ${jsonPath([key])}) IS NOT NULL`,
  any: (list, variable, test) => `any_match(${list}, ${variable} -> ${test(variable)})`,
  firstText: (list) => `element_at(filter(${list}, v -> v <> ''), 1)`,
  lower: (text) => `lower(${text})`,
  startsWith: (text, other) => `starts_with(${text}, ${other})`,
  // `ends_with` came later than the version behind Athena.
  endsWith: (text, other) => `starts_with(reverse(${text}), reverse(${other}))`,
  contains: (text, other) => `strpos(${text}, ${other}) > 0`,
  matches: (text, pattern) => `regexp_like(${text}, ${quoteText(pattern)})`,
  replace: (text, pattern, by) => `regexp_replace(${text}, ${quoteText(pattern)}, ${quoteText(by)})`,
  numberIn: (text, pattern) => `TRY_CAST(regexp_extract(${text}, ${quoteText(pattern)}, 1) AS double)`,
  not: (condition) => `NOT coalesce(${condition}, false)`,
  assertions: JONI_ASSERTIONS,
  maxRepeat: 1000,
};

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function jsonPath(path: readonly string[]): string {
  return quoteText(`$${path.map((key) => `["${key.replace(/["\\]/g, '\\$&')}"]`).join('')}`);
}

function walk(steps: Steps): string {
  let found = '';
  let keys: string[] = [];
  const follow = () => {
    if (found === '') {
      found = `ARRAY[json_extract(event, ${jsonPath(keys)})]`;
    } else if (keys.length > 0) {
      found = `transform(${found}, v -> json_extract(v, ${jsonPath(keys)}))`;
    }
    keys = [];
  };
  for (const step of steps) {
    if (step === ELEMENTS) {
      follow();
      found = elements(found);
    } else {
      keys.push(step.key);
    }
  }
  follow();
  return found;
}

/** What is no list stays as it is: the cast gives NULL for it. */
function elements(list: string): string {
  return `reduce(sequence(1, ${LIST_DEPTH}), ${list}, (found, i) -> flatten(transform(found, v -> coalesce(TRY_CAST(v AS ARRAY(JSON)), ARRAY[v]))), found -> found)`;
}
