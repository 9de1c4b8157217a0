import type { OcsfEvent } from '../../ocsf/event';
import { freeText } from './free-text';
import { identities } from './identity';
import { type Kept, type Plan, plans } from './plan';
import type { MaskPolicy, PolicyFor, Treatment } from './policy';
import { replacement } from './replace';
import { createTokens, type TokenKey, type TokenOf } from './tokens';
import { type Masks, maskHolder } from './walk';

export type { TokenKey } from './tokens';

export interface MaskerOptions {
  readonly policyFor: PolicyFor;
  /** Needed as soon as a policy says `tokenize`; there is no default key. */
  readonly tokens?: TokenKey;
}

/** Masks an event of a source in place. */
export type Masker = (event: OcsfEvent, source: string) => void;

/**
 * The masking stage. What it returns masks an event in place, as the policy of its source and class says; a second
 * time changes nothing, and a valid event stays valid. It throws when a policy wants tokens and there is no key, so
 * that such an event is quarantined rather than written clear.
 */
export function createMasker(options: MaskerOptions): Masker {
  const tokens = options.tokens && createTokens(options.tokens);
  const engines = new Map<string, Engine>();
  return (event, source) => {
    const policy = options.policyFor(source, event.class_uid);
    const name = `${policy.free_text} ${policy.identities} ${policy.addresses}`;
    let engine = engines.get(name);
    if (!engine) {
      engine = createEngine(policy, tokens, source);
      engines.set(name, engine);
    }
    const plan = engine.planOf(event.class_uid);
    if (!plan) {
      throw new Error(
        `masking: OCSF has no class ${event.class_uid} (source ${source}): validate the event first`,
      );
    }
    maskHolder(event, plan, engine.masks);
  };
}

interface Engine {
  readonly masks: Masks;
  readonly planOf: (classUid: number) => Plan | undefined;
}

/** What a policy does to texts; for what must know how a literal stands in the lake. Throws as `createMasker` does. */
export function masksOf(policy: MaskPolicy, tokens: TokenOf | undefined, source: string): Masks {
  return createEngine(policy, tokens, source).masks;
}

function createEngine(policy: MaskPolicy, tokens: TokenOf | undefined, source: string): Engine {
  const keyed = (treatment: Treatment) => {
    if (treatment === 'tokenize' && !tokens) {
      throw new Error(
        `masking: the policy of ${source} says tokenize, but no token key is given: configure one, or use mask`,
      );
    }
    return replacement(treatment === 'tokenize' ? tokens : undefined);
  };
  const keepsIdentities = policy.identities === 'keep';
  const keepsAddresses = policy.addresses === 'keep';
  const identityText = keyed(policy.identities);
  const names = identities(identityText);
  const free = freeText(keyed(policy.free_text), keepsIdentities ? undefined : names);
  return {
    masks: {
      free,
      identities: names,
      identityText,
      addressText: keyed(policy.addresses),
      keepsIdentities,
      keepsAddresses,
    },
    planOf: plans(keptBy(keepsIdentities, keepsAddresses), free.hintOf),
  };
}

function keptBy(keepsIdentities: boolean, keepsAddresses: boolean): Kept {
  return (role) => {
    switch (role) {
      case 'name':
      case 'phone':
      case 'identity':
      case 'email':
        return keepsIdentities;
      case 'ip':
      case 'address':
        return keepsAddresses;
      default:
        return false;
    }
  };
}
