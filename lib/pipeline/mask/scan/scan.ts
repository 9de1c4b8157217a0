import type { Hit } from '../kinds';
import { ipv6At } from './address';
import { emptyCodes, load } from './codes';
import { emailAt } from './email';
import { fold } from './fold';
import { numberAt } from './number';
import { assignedSecretAt, bearerAt, prefixedAt, privateKeyAt, urlPasswordAt, webTokenAt } from './secret';
import { type Hint, NO_HINT, type Scan } from './state';
import { isSpelling, nextSuspect } from './suspects';

const NOTHING: readonly Hit[] = [];

/** The one scan going on: scans never nest, and a log has millions of short texts. */
const state: Scan = { text: '', codes: emptyCodes(), hint: NO_HINT, hits: [], colonRun: 0 };

/**
 * Personal data and secrets in a text, in order, without overlaps. One pass from suspect to suspect (`@`, digits in
 * the shape of a number, prefixes of keys) with a bounded look around each: linear in the text, and free of
 * backtracking.
 */
export function scan(text: string, hint: Hint = NO_HINT): readonly Hit[] {
  begin(text, hint);
  if (!pass(state, true)) {
    return taken();
  }
  taken();
  const folded = fold(text);
  begin(folded.text, hint);
  pass(state, false);
  return taken().map((hit) => ({
    ...hit,
    start: folded.positions[hit.start] ?? 0,
    end: folded.positions[hit.end] ?? text.length,
  }));
}

function begin(text: string, hint: Hint): void {
  load(state.codes, text);
  state.text = text;
  state.hint = hint;
  state.colonRun = 0;
}

function taken(): readonly Hit[] {
  const { hits } = state;
  if (hits.length === 0) {
    return NOTHING;
  }
  state.hits = [];
  return hits;
}

/** Goes over the text once; stops and returns true at a spelling that must be read first. */
function pass(scan: Scan, stopsAtSpellings: boolean): boolean {
  const { codes, text } = scan;
  let at = nextSuspect(codes, 0);
  while (at < codes.length) {
    if (!isSpelling(codes.units, at)) {
      at = nextSuspect(codes, findAt(scan, at, text.charCodeAt(at)));
    } else if (stopsAtSpellings) {
      return true;
    } else {
      at = nextSuspect(codes, at + 1);
    }
  }
  return false;
}

/** Notes what is found at a suspect; returns where to go on. */
function findAt(scan: Scan, at: number, code: number): number {
  const { text } = scan;
  switch (code) {
    case 64: // @
      return emailAt(scan, at);
    case 58: // :
      return (isUrl(text, at) ? urlPasswordAt(scan, at) : assignedSecretAt(scan, at)) || ipv6At(scan, at);
    case 61: // =
      return assignedSecretAt(scan, at) || at + 1;
    case 66: // B
      return bearerAt(scan, at) || privateKeyAt(scan, at - 5) || at + 1;
    case 74: // J
      return webTokenAt(scan, at - 2) || at + 1;
    case 122: // z
      return prefixedAt(scan, at - 2, 'AIza', 30) || at + 1;
    case 95: // _
      return underscoreAt(scan, at) || at + 1;
    case 45: // -
      return hyphenAt(scan, at) || at + 1;
    default: // a digit
      return numberAt(scan, at);
  }
}

function isUrl(text: string, at: number): boolean {
  return text.charCodeAt(at + 1) === 47 && text.charCodeAt(at + 2) === 47;
}

/** Tokens of GitHub, Stripe and npm. */
function underscoreAt(scan: Scan, at: number): number {
  switch (scan.text.charCodeAt(at - 1)) {
    case 107: // k
      return prefixedAt(scan, at - 2, 'sk_live_', 16) || prefixedAt(scan, at - 2, 'rk_live_', 16);
    case 109: // m
      return prefixedAt(scan, at - 3, 'npm_', 30);
    case 98: // b
      return prefixedAt(scan, at - 6, 'github_pat_', 30);
    default: // ghp_, gho_, ghu_, ghs_, ghr_
      return scan.text.charCodeAt(at - 2) === 104 &&
        scan.text.startsWith('gh', at - 3) &&
        'pousr'.includes(scan.text.charAt(at - 1))
        ? prefixedAt(scan, at - 3, scan.text.slice(at - 3, at + 1), 30)
        : 0;
  }
}

/** Tokens of Slack, GitLab and OpenAI. */
function hyphenAt(scan: Scan, at: number): number {
  const { text } = scan;
  switch (text.charCodeAt(at - 1)) {
    case 116: // t
      return prefixedAt(scan, at - 5, 'glpat-', 16);
    case 107: // k
      return prefixedAt(scan, at - 2, 'sk-', 24);
    default: // xoxb-, xoxp- …
      return text.charCodeAt(at - 2) === 120 && text.startsWith('xox', at - 4)
        ? prefixedAt(scan, at - 4, text.slice(at - 4, at + 1), 10)
        : 0;
  }
}
