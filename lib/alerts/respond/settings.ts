import { parseFunctionSettings } from '../../function-settings';
import { LANGUAGES, type Language } from '../message';

/** What the functions of approvals are told when they are deployed. */
export interface ApprovalSettings {
  readonly home: string;
  readonly account: string;
  /** Name of the platform. */
  readonly platform: string;
  readonly table: string;
  /** ARN of the key that seals tokens. */
  readonly key: string;
  /** ARN of the topic that people are asked by. */
  readonly topic: string;
  /** ARN of the state machine. */
  readonly machine: string;
  /** Name of the people who may decide. */
  readonly responders: string;
  readonly language: Language;
  readonly timeZone: string;
}

export function parseApprovalSettings(text: string | undefined): ApprovalSettings {
  return parseFunctionSettings(text, {
    of: 'approvals',
    stack: 'Respond',
    texts: ['home', 'account', 'platform', 'table', 'key', 'topic', 'machine', 'responders', 'timeZone'],
    holds: ({ language }) => LANGUAGES.some((one) => one === language),
  });
}
