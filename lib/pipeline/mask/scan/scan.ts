import type { Hit } from '../kinds';
import { ipv6At } from './address6';
import { assignedSecretAt } from './assigned-secret';
import { says } from './chars';
import { emptyCodes, load, PAD, textOf } from './codes';
import { noWords } from './context';
import { emailAt } from './email';
import { fold, located } from './fold';
import { forgetChain } from './groups';
import { numbersAt } from './number';
import { bearerAt, prefixedAt, privateKeyAt, urlPasswordAt, webTokenAt } from './secret';
import { type Hint, NO_HINT, noRuns, type Scan } from './state';
import { isSpelling, nextSuspect } from './suspects';

const NOTHING: readonly Hit[] = [];

/** The one scan going on: scans never nest, and a log has millions of short texts. */
const state: Scan = {
  text: '',
  codes: emptyCodes(),
  hint: NO_HINT,
  hits: [],
  run: noRuns(),
  words: noWords(),
};

/**
 * Personal data and secrets in a text, in order, without overlaps. One pass from suspect to suspect (`@`, digits in
 * the shape of a number, prefixes of keys) with a bounded look around each: linear in the text, and free of
 * backtracking.
 */
export function scan(text: string, hint: Hint = NO_HINT): readonly Hit[] {
  const { codes } = state;
  load(codes, text);
  begin(text, hint);
  if (!pass(state, true)) {
    return taken();
  }
  taken();
  fold(codes);
  begin(textOf(codes, PAD, PAD + codes.length), hint);
  pass(state, false);
  const hits = taken();
  if (hits.length === 0) {
    return hits;
  }
  load(codes, text);
  return located(codes, hits);
}

function begin(text: string, hint: Hint): void {
  const { run, words } = state;
  state.text = text;
  state.hint = hint;
  forgetChain();
  words.readTo = 0;
  run.colonTo = 0;
  run.valueTo = 0;
  run.nameTo = 0;
  run.keyAt = 0;
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
  const { codes } = scan;
  let at = nextSuspect(codes, 0);
  while (at < codes.length) {
    if (!isSpelling(codes.units, at)) {
      at = nextSuspect(codes, findAt(scan, at + PAD) - PAD);
    } else if (stopsAtSpellings) {
      return true;
    } else {
      at = nextSuspect(codes, at + 1);
    }
  }
  return false;
}

/** Notes what is found at a suspect; returns where to go on. */
function findAt(scan: Scan, at: number): number {
  const { units } = scan.codes;
  switch (units[at]) {
    case 64: // @
      return emailAt(scan, at);
    case 58: // :
      return (isUrl(units, at) ? urlPasswordAt(scan, at) : assignedSecretAt(scan, at)) || ipv6At(scan, at);
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
      return numbersAt(scan, at);
  }
}

function isUrl(units: Uint16Array, at: number): boolean {
  return units[at + 1] === 47 && units[at + 2] === 47;
}

/** Tokens of GitHub, Stripe and npm. */
function underscoreAt(scan: Scan, at: number): number {
  const { units } = scan.codes;
  switch (units[at - 1]) {
    case 107: // k
      return prefixedAt(scan, at - 2, 'sk_live_', 16) || prefixedAt(scan, at - 2, 'rk_live_', 16);
    case 109: // m
      return prefixedAt(scan, at - 3, 'npm_', 30);
    case 98: // b
      return prefixedAt(scan, at - 6, 'github_pat_', 30);
    default: // ghp_, gho_, ghu_, ghs_, ghr_
      return says(units, at - 3, 'gh') && 'pousr'.includes(String.fromCharCode(units[at - 1] ?? 0))
        ? prefixedAt(scan, at - 3, textOf(scan.codes, at - 3, at + 1), 30)
        : 0;
  }
}

/** Tokens of Slack, GitLab and OpenAI. */
function hyphenAt(scan: Scan, at: number): number {
  const { units } = scan.codes;
  switch (units[at - 1]) {
    case 116: // t
      return prefixedAt(scan, at - 5, 'glpat-', 16);
    case 107: // k
      return prefixedAt(scan, at - 2, 'sk-', 24);
    default: // xoxb-, xoxp- …
      return says(units, at - 4, 'xox')
        ? prefixedAt(scan, at - 4, textOf(scan.codes, at - 4, at + 1), 10)
        : 0;
  }
}
