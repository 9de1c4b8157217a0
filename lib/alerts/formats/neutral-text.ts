/**
 * Characters a reader does not see or that change how others are shown: controls, bidi overrides, zero-width and
 * filler characters, private use, and code points that are no characters.
 */
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]/gu;
const LONE_SURROGATE = /\p{Cs}/gu;
/** Scripts need a few marks on a letter; a tower of them covers the neighbouring lines. */
const TOWER_OF_MARKS = /(\p{M}{6})\p{M}+/gu;

/**
 * Text on one line, at most `max` UTF-16 units: line breaks and tabs are spaces, and what cannot be seen is spelled
 * out (`[U+202E]`) rather than dropped, since a hidden character in a name is itself a finding.
 */
export function plainLine(text: string, max: number): string {
  return cut(visible(bounded(text, max).replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')).trim(), max);
}

/** The same, but line feeds are kept: for runbooks and queries. */
export function plainLines(text: string, max: number): string {
  const lines = bounded(text, max)
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, '  ')
    .split('\n')
    .map((line) => visible(line).trimEnd());
  return cut(lines.join('\n').trim(), max);
}

/** At most `max` UTF-16 units, `…` for the rest; never half a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) {
    return text;
  }
  const end = max - 1;
  const isHalved = /[\ud800-\udbff]/.test(text.charAt(end - 1));
  return `${text.slice(0, isHalved ? end - 1 : end)}…`;
}

/** Only what can show is looked at: a log line may be megabytes. What is left out leaves a `…`, whatever is cut later. */
function bounded(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max)}…`;
}

function visible(text: string): string {
  return text
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(TOWER_OF_MARKS, '$1')
    .replace(
      UNSEEN,
      (char) => `[U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    );
}
