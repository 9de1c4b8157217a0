/** `//` after a scheme; `mailto:`, `javascript:`, `data:` and their like work without it. */
const SCHEME_SLASHES = /:(?=\/\/)/g;
const BARE_SCHEME = /\b(mailto|javascript|vbscript|data|file|tel|sms|callto|msteams|slack):/gi;
const WWW = /\bwww\./gi;
/** An `@` that begins a word, as a mention does. In the middle of a word it belongs to an e-mail address. */
const MENTION = /(^|[^\p{L}\p{N}._%+-])@(?=[\p{L}\p{N}_])/gu;
/** The dot of `example.com`; addresses and versions have digits behind theirs. */
const DOMAIN_DOT = /(?<=[\p{L}\p{N}_-])\.(?=\p{L}{2})/gu;

/**
 * Text from a log, written as responders write a dangerous address (`https[:]//`, `www[.]`, `[@]here`): no program on
 * the way makes a link or a mention of it. For channels whose markup makes none by itself.
 */
export function unlinked(text: string): string {
  return text
    .replace(SCHEME_SLASHES, '[:]')
    .replace(BARE_SCHEME, '$1[:]')
    .replace(WWW, (match) => `${match.slice(0, 3)}[.]`)
    .replace(MENTION, '$1[@]');
}

/** The same for channels that end in a mail or telephone program, which link any word with a dot: `evil[.]example`. */
export function unlinkedStrictly(text: string): string {
  return unlinked(text).replace(DOMAIN_DOT, '[.]');
}

/** Text that a spreadsheet would compute gets a `'` in front: people export alerts as CSV. Source: OWASP, CSV injection. */
export function inert(text: string): string {
  return /^\s*[=+\-@|%＝＋－＠]/u.test(text) ? `'${text}` : text;
}
