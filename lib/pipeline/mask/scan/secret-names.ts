import { says } from './chars';

/** Endings of names whose value is a secret, in lower case without `_` and `-`: `DB_PASSWORD`, `clientSecret`. */
const ENDINGS = [
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'secret',
  'secretkey',
  'secretaccesskey',
  'sessiontoken',
  'securitytoken',
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'authtoken',
  'bearertoken',
  'apitoken',
  'sastoken',
  'apikey',
  'privatekey',
  'accountkey',
  'sharedaccesskey',
  'sharedaccesssignature',
  'authorization',
  'amzsignature',
  'googsignature',
  'cookie',
];

/** Names that are secret as a whole but common as an ending: `nextToken` is a page, `signature` alone is a key's work. */
const NAMES: ReadonlySet<string> = new Set(['token', 'sig', 'signature', 'accesskey', 'xapikey']);

/** Japanese words that end the name of a secret; they have no space before them to begin at. */
const JAPANESE = ['パスワード', '暗証番号', '秘密鍵', 'シークレット', 'アクセスキー', 'トークン'] as const;

/** Whether such a word stands before `end`. */
export function endsJapaneseName(units: Uint16Array, end: number): boolean {
  return (units[end - 1] ?? 0) > 0x3000 && JAPANESE.some((word) => says(units, end - word.length, word));
}

/**
 * The endings and names from their last letter to their first, as a tree: `NEXT[node * 32 + letter]` is the node that
 * a letter leads to, 0 none. Node 0 is the root.
 */
const MOST_NODES = 1 + [...ENDINGS, ...NAMES].join('').length;
const NEXT = new Uint16Array(MOST_NODES * 32);
const IS_ENDING = new Uint8Array(MOST_NODES);
const IS_NAME = new Uint8Array(MOST_NODES);
let nodes = 1;
for (const ending of ENDINGS) {
  IS_ENDING[nodeOf(ending)] = 1;
}
for (const name of NAMES) {
  IS_NAME[nodeOf(name)] = 1;
}

/** The node of a word; made when it is not there. */
function nodeOf(word: string): number {
  let node = 0;
  for (let at = word.length - 1; at >= 0; at -= 1) {
    const edge = node * 32 + (word.charCodeAt(at) & 31);
    if (!NEXT[edge]) {
      NEXT[edge] = nodes;
      nodes += 1;
    }
    node = NEXT[edge] ?? 0;
  }
  return node;
}

/** Whether a parameter, header or key of this name holds a secret. */
export function isSecretName(name: string): boolean {
  const lower = name.toLowerCase();
  const codes = Array.from({ length: lower.length }, (_, at) => lower.charCodeAt(at));
  return isSecretNameAt(codes, 0, codes.length);
}

/** The same for the codes from `start` to `end`. It reads from the end, and for most names no more than a few letters. */
export function isSecretNameAt(codes: ArrayLike<number>, start: number, end: number): boolean {
  let node = 0;
  for (let at = end - 1; at >= start; at -= 1) {
    const code = codes[at] ?? 0;
    if (code === 45 || code === 95) {
      continue;
    }
    node = NEXT[node * 32 + letterOf(code)] ?? 0;
    if (node === 0 || IS_ENDING[node] === 1) {
      return node !== 0;
    }
  }
  return IS_NAME[node] === 1;
}

/** Last two letters of every such name, five bits each: what lets most `:` and `=` pass at a glance. */
const LAST_PAIRS = new Uint8Array(1024);
for (const name of [...ENDINGS, ...NAMES, ...JAPANESE]) {
  LAST_PAIRS[lastPair(name, name.length)] = 1;
}

/** Whether what stands before `at`, and before spaces and quotes there, could be the end of a secret's name. */
export function mayEndName(units: Uint16Array, at: number): boolean {
  let end = at;
  while (end > at - 6 && isQuoting(units[end - 1] ?? 0)) {
    end -= 1;
  }
  const last = units[end - 1] ?? 0;
  return (
    LAST_PAIRS[(((units[end - 2] ?? 0) & 31) << 5) | (last & 31)] === 1 &&
    (last > 127 || endsAsName(units, end))
  );
}

/** Whether the letters before `end` end with an ending or a name. */
function endsAsName(units: Uint16Array, end: number): boolean {
  let node = 0;
  for (let at = end - 1; ; at -= 1) {
    const code = units[at] ?? 0;
    if (code !== 45 && code !== 95) {
      node = NEXT[node * 32 + letterOf(code)] ?? 0;
      if (node === 0 || IS_ENDING[node] === 1 || IS_NAME[node] === 1) {
        return node !== 0;
      }
    }
  }
}

/** Number of an ASCII letter of either case, 0 for all else. */
function letterOf(code: number): number {
  const letter = code | 32;
  return letter >= 97 && letter <= 122 ? letter - 96 : 0;
}

/** Space, quotes, backslash, `]`: what may stand between a name and its `=` or `:`. */
export function isQuoting(code: number): boolean {
  return code === 32 || code === 34 || code === 39 || code === 92 || code === 93;
}

function lastPair(text: string, end: number): number {
  return ((text.charCodeAt(end - 2) & 31) << 5) | (text.charCodeAt(end - 1) & 31);
}
