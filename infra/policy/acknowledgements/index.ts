import type { Acknowledgement } from '../acknowledgement';
import { CODE } from './code';
import { DATA } from './data';
import { LAKE_DATA, QUERY } from './lake';
import { POLICIES } from './policies';
import { STORES } from './stores';

/** Every finding of the checks at synth that stays, in this one folder. An expired one fails the synth. */
export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  ...STORES,
  ...POLICIES,
  ...DATA,
  ...LAKE_DATA,
  ...CODE,
  ...QUERY,
];
