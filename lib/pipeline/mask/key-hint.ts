import { type CleanValues, cleanValues } from './clean-values';
import { scan } from './scan/scan';
import { isSecretName } from './scan/secret-names';
import type { Hint } from './scan/state';

/** What a key says of its value. Computed once for each key, since keys repeat. */
export interface KeyHint extends Hint {
  /** The value is a secret, whatever it looks like. */
  readonly isSecret: boolean;
  /** The value names a person: a user name, a caller, a session's name. */
  readonly isIdentity: boolean;
  /** A number below it is an id or a time, never a card. */
  readonly isCounter: boolean;
  /** The key itself holds personal data. */
  readonly isDirty: boolean;
  /** Values seen under the key that hold nothing. */
  readonly clean: CleanValues;
}

/** Keys of vendors' records whose value names a person, in lower case without `_` and `-`. */
const IDENTITIES: ReadonlySet<string> = new Set([
  'username',
  'loginname',
  'loginid',
  'userid',
  'userkey',
  'principalemail',
  'principalname',
  'caller',
  'upn',
  'userprincipalname',
  'rolesessionname',
  'sessionname',
  'displayname',
  'fullname',
  'givenname',
  'familyname',
  'surname',
  'firstname',
  'lastname',
  'sourceidentity',
  'requestuser',
  'remoteuser',
  'initiatedby',
  'owneremail',
  'useremail',
]);

const CACHED = 1024;
const LONGEST_CACHED = 128;

/** Looks keys up, and remembers a bounded number of them. */
export function keyHints(): (key: string) => KeyHint {
  const cache = new Map<string, KeyHint>();
  return (key) => {
    const known = cache.get(key);
    if (known !== undefined) {
      return known;
    }
    const hint = keyHint(key);
    if (cache.size >= CACHED) {
      cache.clear();
    }
    if (key.length <= LONGEST_CACHED) {
      cache.set(key, hint);
    }
    return hint;
  };
}

function keyHint(name: string): KeyHint {
  const key = name.slice(0, 128).toLowerCase();
  const plain = key.replace(/[_-]/g, '');
  return {
    key,
    isSecret: isSecretName(key),
    isIdentity: IDENTITIES.has(plain),
    isVersion: plain.includes('version'),
    isAgent: plain.includes('useragent'),
    isCounter: /(?:id|ids|time|timestamp|number|account|project)$/.test(plain) && !plain.includes('card'),
    isDirty: scan(name).length > 0,
    clean: cleanValues(),
  };
}
