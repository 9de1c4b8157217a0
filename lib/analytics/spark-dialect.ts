import type { ProfileDialect } from './condition';

/**
 * Spark, as far as profiles need it: its regular expressions are Java's, and its text literals take backslashes for
 * escapes. Rules are not compiled to it. Source: Spark SQL, built-in functions.
 */
export const spark: ProfileDialect = {
  name: 'spark',
  quoteText: (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
  lower: (text) => `lower(${text})`,
  matches: (text, pattern) => `${text} RLIKE ${spark.quoteText(pattern)}`,
  not: (condition) => `NOT coalesce(${condition}, false)`,
  scalarAt: (path) => `get_json_object(event, ${spark.quoteText(`$.${path.join('.')}`)})`,
  numberIn: (text, pattern) =>
    `CAST(nullif(regexp_extract(${text}, ${spark.quoteText(pattern)}, 1), '') AS double)`,
};
