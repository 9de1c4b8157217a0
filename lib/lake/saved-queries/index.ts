import { APPLICATION_QUERIES } from './application';
import { IDENTITY_QUERIES } from './identity';
import { NETWORK_QUERIES } from './network';
import { PLATFORM_QUERIES } from './platform';
import type { SavedQuery } from './saved-query';

/** The questions that ship: those that the seed asks, as its text and the lake's columns have them. */
export const SAVED_QUERIES: readonly SavedQuery[] = [
  ...PLATFORM_QUERIES,
  ...IDENTITY_QUERIES,
  ...NETWORK_QUERIES,
  ...APPLICATION_QUERIES,
];
