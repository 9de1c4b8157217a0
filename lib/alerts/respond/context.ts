import type { Clock } from '../../ports/clock';
import type { KeyValueStore } from '../../ports/key-value-store';
import type { Language } from '../message';
import type { ApprovalMail } from './approval-mail';

/** Keeps the tokens of those who wait so that reading the store is not enough to let them go on. */
export interface TokenSafe {
  seal(approval: string, token: string): Promise<string>;
  open(approval: string, sealed: string): Promise<string>;
}

/** What deciding takes. */
export interface DecisionContext {
  readonly store: KeyValueStore;
  readonly clock: Clock;
  readonly tokens: TokenSafe;
  /** Lets whoever waits with a token go on; nothing when nobody waits with it any longer. */
  readonly resume: (token: string) => Promise<void>;
}

/** What the steps before and after a decision take. */
export interface ApprovalContext extends DecisionContext {
  readonly tell: (mail: ApprovalMail) => Promise<void>;
  readonly language: Language;
  readonly timeZone: string;
  /** Name of the people who may decide. */
  readonly responders: string;
}

export const approvalKey = (id: string) => `approvals/${id}`;
