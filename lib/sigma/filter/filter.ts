import type { SigmaLogsource } from '../../sources/source';
import type { Reference } from '../correlate/correlation';
import type { Expression } from '../detection';
import type { RuleHeader } from '../rule';

/** A Sigma filter: tuning of an organization's own, kept apart from the rules it tunes. */
export interface SigmaFilter
  extends Pick<RuleHeader, 'id' | 'name' | 'title' | 'description' | 'version' | 'file' | 'line'> {
  readonly logsource: SigmaLogsource;
  /** `any`: every rule for the logsource. */
  readonly rules: 'any' | readonly Reference[];
  /** What must hold beside the rule, so as a rule `not selection`. */
  readonly expression: Expression;
  /** Why these hits are accepted, who answers for it, and the last day (YYYY-MM-DD) it holds. */
  readonly reason?: string;
  readonly owner?: string;
  readonly expiry?: string;
}
