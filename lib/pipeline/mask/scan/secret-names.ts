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
export function endsJapaneseName(text: string, end: number): boolean {
  return (
    text.charCodeAt(end - 1) > 0x3000 && JAPANESE.some((word) => text.startsWith(word, end - word.length))
  );
}

/** Whether a parameter, header or key of this name holds a secret. */
export function isSecretName(name: string): boolean {
  const plain = name.replace(/[_-]/g, '').toLowerCase();
  return NAMES.has(plain) || ENDINGS.some((ending) => plain.endsWith(ending));
}

/** Last two letters of every such name, five bits each: what lets most `:` and `=` pass at a glance. */
const LAST_PAIRS = new Uint8Array(1024);
for (const name of [...ENDINGS, ...NAMES, ...JAPANESE]) {
  LAST_PAIRS[lastPair(name, name.length)] = 1;
}

/** Whether the letters before `end` could be the end of a secret's name. */
export function mayBeSecretName(text: string, end: number): boolean {
  return end >= 3 && LAST_PAIRS[lastPair(text, end)] === 1;
}

/** The same for character codes. */
export function mayEndName(units: Uint16Array, at: number): boolean {
  let end = at;
  while (end > at - 6 && isQuoting(units[end - 1] ?? 0)) {
    end -= 1;
  }
  return LAST_PAIRS[(((units[end - 2] ?? 0) & 31) << 5) | ((units[end - 1] ?? 0) & 31)] === 1;
}

/** Space, quotes, backslash, `]`: what may stand between a name and its `=` or `:`. */
export function isQuoting(code: number): boolean {
  return code === 32 || code === 34 || code === 39 || code === 92 || code === 93;
}

function lastPair(text: string, end: number): number {
  return ((text.charCodeAt(end - 2) & 31) << 5) | (text.charCodeAt(end - 1) & 31);
}

/**
 * Whether the value of such a name is none after all: a placeholder, a name of the secret instead of the secret, an
 * access key's id (which investigations need and which opens nothing by itself), or masked already.
 */
export function isHarmless(value: string): boolean {
  return (
    value.length < 3 ||
    /^(?:true|false|null|none|undefined|AWS4-HMAC-SHA\d+|A[KS]IA[A-Z0-9]{12,28})$/.test(value.slice(0, 64)) ||
    /^(?:\*+|x+|HIDDEN_DUE_TO_SECURITY_REASONS|\(?redacted\)?|<sensitiveDataRemoved)$/i.test(
      value.slice(0, 64),
    ) ||
    /^(?:arn:|projects\/|tok_|\[[A-Z_]{2,20}_MASKED)/.test(value.slice(0, 40))
  );
}
