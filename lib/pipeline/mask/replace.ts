import { MASK_TEXT, type PiiKind } from './kinds';
import type { TokenKind, TokenOf } from './tokens';

/** What stands in a value's place: its mask or its token. Secrets are always masked. */
export type Replacement = (kind: PiiKind | 'user', value: string) => string;

/** Masks, or tokens when there is a way to make them. */
export function replacement(tokens: TokenOf | undefined): Replacement {
  if (!tokens) {
    return (kind) => MASK_TEXT[kind];
  }
  return (kind, value) => (kind === 'secret' ? MASK_TEXT.secret : tokens(kind satisfies TokenKind, value));
}
