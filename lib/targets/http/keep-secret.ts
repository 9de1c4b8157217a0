import { type Secret, secretOf } from '../../alerts/send/secret';
import type { SecretStore } from '../../ports/secret-store';

/** A secret that is read once a start, and again after it was dropped. */
export interface KeptSecret {
  /** Throws, saying what to do, when there is none. */
  read(): Promise<Secret>;
  /** It was not accepted: it may have been exchanged since it was read. */
  drop(): void;
}

export function keepSecret(store: SecretStore, name: string): KeptSecret {
  let kept: Promise<Secret> | undefined;
  const fetch = async () => {
    // Stores and editors end a text with a line break, which no secret has.
    const value = (await store.get(name))?.trim() ?? '';
    if (value === '') {
      throw new Error(`secret ${name} is not there, or is empty: create it`);
    }
    return secretOf(name, value);
  };
  return {
    read: () => {
      kept ??= fetch().catch((error) => {
        kept = undefined;
        throw error;
      });
      return kept;
    },
    drop: () => {
      kept = undefined;
    },
  };
}
