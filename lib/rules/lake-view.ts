import { type KeyHint, keyHints } from '../pipeline/mask/key-hint';
import { masksOf } from '../pipeline/mask/masker';
import type { MaskPolicy, PolicyFor } from '../pipeline/mask/policy';
import { ENDPOINT_PLACES, isPersonalAddress, USER_PLACES } from '../pipeline/mask/relocate';
import { createTokens, type TokenKey } from '../pipeline/mask/tokens';
import { type Masks, maskedAs } from '../pipeline/mask/walk';
import { fail, ok, type Result } from '../result';
import { fold } from '../sigma/match/text';
import type { LakeView, StandIn } from '../sigma/sql/lake-view';
import type { Source } from '../sources/source';
import { roleAt } from './path-role';
import { treatmentOf } from './treatment';

/** For those who only ask whether a rule can be asked of the lake: no event was ever masked by this key. */
export const NO_EVENTS_KEY: TokenKey = { keyId: 'none', key: new Uint8Array(32) };

const TOKEN = 'is a token in the lake, which only equality can be tried on';
const MASKED = 'is masked in the lake';
const FREE_TEXT = 'is free text, in which the value itself is masked in the lake';
const MOVED = 'loses its value to masking, or gets that of its neighbour';

/**
 * The lake of a source under a privacy policy, by the masker's own functions: what masking makes of a literal is what
 * it made of an equal value. Without the key, what has become a token cannot be asked for. An address that masking
 * took out of its attribute is looked for where its token was put.
 *
 * @param previous keys before it: rows made with them have their tokens
 */
export function lakeView(
  source: Pick<Source, 'id' | 'classes'>,
  policyFor: PolicyFor,
  key: TokenKey | undefined,
  previous: readonly TokenKey[] = [],
): LakeView {
  const hintOf = keyHints();
  const classesUnder = (one: TokenKey) => {
    const tokens = createTokens(one);
    return source.classes.map((uid): MaskedClass => {
      const policy = policyFor(source.id, uid);
      return { uid, policy, masks: masksOf(policy, tokens, source.id), hintOf };
    });
  };
  const classes = classesUnder(key ?? NO_EVENTS_KEY);
  const everMasked = [...classes, ...previous.flatMap(classesUnder)];
  return {
    standIns: (path, text) => {
      const found = everMasked.map((one) => standInsAt(path, text, one));
      const failed = found.find((one) => !one.ok);
      const all = found.flatMap((one) => (one.ok ? one.value : []));
      if (failed) {
        return failed;
      }
      return key === undefined && all.some((one) => !isSame(one.text, text))
        ? fail('is a token in the lake, and no token key is given')
        : ok(distinct(all));
    },
    refusesPattern: (path, literals) =>
      classes
        .map((one) =>
          path === undefined ? keywordsRefused(literals, one) : patternRefused(path, literals, one),
        )
        .find((reason) => reason !== undefined),
    refusesPresence: (path) => (classes.some((one) => isMoved(path, one)) ? MOVED : undefined),
  };
}

/** One of the source's classes, and what becomes of its texts. */
interface MaskedClass {
  readonly uid: number;
  readonly policy: MaskPolicy;
  readonly masks: Masks;
  readonly hintOf: (key: string) => KeyHint;
}

function standInsAt(path: string, text: string, masked: MaskedClass): Result<readonly StandIn[]> {
  const { uid, policy, masks } = masked;
  const role = roleAt(uid, path);
  const treatment = treatmentOf(role, policy);
  if (treatment === undefined && role !== 'id') {
    return ok([{ path, text }]);
  }
  if (role === 'ip' || role === 'email') {
    return movedTo(path, text, role, masked);
  }
  const images = spellings(text).map((one) => maskedAs(role, hintAt(path, masked), one, masks));
  return images.some((image) => image !== text && isMask(image))
    ? fail(treatment === 'text' ? FREE_TEXT : MASKED)
    : ok(images.map((image) => ({ path, text: isSame(image, text) ? text : image })));
}

/** The token of a value that was taken out of a typed attribute, where `relocate` puts it. */
function movedTo(
  path: string,
  text: string,
  role: 'ip' | 'email',
  { masks }: MaskedClass,
): Result<readonly StandIn[]> {
  if (role === 'ip' && !isPersonalAddress(text)) {
    return ok([{ path, text }]);
  }
  const token = role === 'ip' ? masks.addressText('ip', text) : masks.identityText('email', text);
  const [holder, attribute] = split(path);
  const places = attribute === 'ip' ? ENDPOINT_PLACES : attribute === 'email_addr' ? USER_PLACES : [];
  return isMask(token) || places.length === 0
    ? fail(MASKED)
    : ok(places.map((place) => ({ path: [...holder, place].join('.'), text: token })));
}

/** The spellings that masking may tell apart (ids in capitals name nobody), though rules do not. */
function spellings(text: string): readonly string[] {
  const folded = fold(text);
  return [text, text.toLowerCase(), text.toUpperCase(), folded].filter((one) => fold(one) === folded);
}

function isSame(one: string, other: string): boolean {
  return fold(one) === fold(other);
}

function isMask(text: string): boolean {
  return text.includes('_MASKED]');
}

function hintAt(path: string, { hintOf }: MaskedClass): KeyHint {
  return hintOf(
    path
      .split('.')
      .filter((name) => !/^\d+$/.test(name))
      .at(-1) ?? '',
  );
}

function patternRefused(path: string, literals: readonly string[], masked: MaskedClass): string | undefined {
  const treatment = treatmentOf(roleAt(masked.uid, path), masked.policy);
  switch (treatment) {
    case undefined:
      return undefined;
    case 'mask':
      return MASKED;
    case 'tokenize':
      return TOKEN;
    case 'text': {
      const hint = hintAt(path, masked);
      const whole = hint.isSecret || (hint.isIdentity && !masked.masks.keepsIdentities);
      return whole ? MASKED : isChanged(literals, hint, masked) ? FREE_TEXT : undefined;
    }
  }
}

function keywordsRefused(literals: readonly string[], masked: MaskedClass): string | undefined {
  const { keepsIdentities, keepsAddresses } = masked.masks;
  if (!keepsIdentities || !keepsAddresses) {
    return 'keywords are looked for in every text of an event, some of which are masked in the lake';
  }
  return isChanged(literals, masked.hintOf(''), masked)
    ? 'keywords are looked for in every text, in which the value itself is masked in the lake'
    : undefined;
}

function isChanged(literals: readonly string[], hint: KeyHint, { masks }: MaskedClass): boolean {
  return literals.some((text) => masks.free.text(text, hint) !== text);
}

/** Whether masking may empty or fill the attribute itself. */
function isMoved(path: string, { uid, policy }: MaskedClass): boolean {
  const role = roleAt(uid, path);
  if (role === 'ip' || role === 'email') {
    return treatmentOf(role, policy) !== undefined;
  }
  const [holder, attribute] = split(path);
  const neighbours = [
    [ENDPOINT_PLACES, 'ip', 'ip'],
    [USER_PLACES, 'email_addr', 'email'],
  ] as const;
  return neighbours.some(
    ([places, neighbour, kind]) =>
      (places as readonly string[]).includes(attribute) &&
      roleAt(uid, [...holder, neighbour].join('.')) === kind &&
      treatmentOf(kind, policy) !== undefined,
  );
}

function split(path: string): readonly [readonly string[], string] {
  const names = path.split('.');
  return [names.slice(0, -1), names.at(-1) ?? ''];
}

function distinct(all: readonly StandIn[]): readonly StandIn[] {
  return [...new Map(all.map((one) => [`${one.path} ${fold(one.text)}`, one])).values()];
}
