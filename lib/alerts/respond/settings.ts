import { isObject } from '../../json';
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

const TEXTS = ['home', 'account', 'platform', 'table', 'key', 'topic', 'machine', 'responders', 'timeZone'];

/** Reads the settings a stack wrote. Throws where they are not there or no settings. */
export function parseApprovalSettings(text: string | undefined): ApprovalSettings {
  const value: unknown = JSON.parse(text ?? 'null');
  if (isSettings(value)) {
    return value;
  }
  throw new Error(
    `SETTINGS: not the settings of approvals, got ${text?.slice(0, 80)}: deploy Security/Respond again`,
  );
}

function isSettings(value: unknown): value is ApprovalSettings {
  return (
    isObject(value) &&
    TEXTS.every((key) => typeof value[key] === 'string') &&
    LANGUAGES.some((language) => language === value.language)
  );
}
