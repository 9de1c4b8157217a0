import type { Acknowledgement } from '../acknowledgement';
import { BATCH } from './batch';
import { BUNDLES } from './bundles';
import { CODE } from './code';
import { COST } from './cost';
import { DATA } from './data';
import { FINDINGS } from './findings';
import { FORWARDING } from './forward';
import { LAKE_DATA, QUERY } from './lake';
import { MONITORS } from './monitors';
import { NETWORK } from './network';
import { OPERATOR_GRANTS } from './operator';
import { POLICIES } from './policies';
import { RESPOND } from './respond';
import { SELF_CHECK } from './self-check';
import { STORES } from './stores';
import { STREAM } from './stream';

/** Every finding of the checks at synth that stays, in this one folder. An expired one fails the synth. */
export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  ...STORES,
  ...POLICIES,
  ...DATA,
  ...LAKE_DATA,
  ...CODE,
  ...QUERY,
  ...STREAM,
  ...FINDINGS,
  ...FORWARDING,
  ...BATCH,
  ...OPERATOR_GRANTS,
  ...RESPOND,
  ...BUNDLES,
  ...NETWORK,
  ...MONITORS,
  ...COST,
  ...SELF_CHECK,
];
