import { isObject } from '../json';

/** What the enrolment function is told when it is deployed. */
export interface EnrolSettings {
  /** Table of the platform's state. */
  readonly table: string;
  /** Bucket of the lake, which the table of accounts is kept in. */
  readonly lake: string;
  readonly home: string;
  readonly regions: readonly string[];
  /** Empty without an organization. */
  readonly organizationalUnits: readonly string[];
  /** Accounts that are enrolled wherever they are: those the platform runs in. */
  readonly accounts: readonly string[];
  /** ARN of the enrolment role, with `{account}` where the account goes. */
  readonly role: string;
  /** The platform's name: begins what it makes. */
  readonly name: string;
  /** ARN that flow logs are delivered to; absent: none are. */
  readonly flowLogs?: string;
  /** ARN that resolver query logs are delivered to; absent: none are. */
  readonly queryLogs?: string;
}

/** Reads the settings a stack wrote. Throws where they are not there or no settings. */
export function parseSettings(text: string | undefined): EnrolSettings {
  const value: unknown = JSON.parse(text ?? 'null');
  if (isSettings(value)) {
    return value;
  }
  throw new Error(
    `SETTINGS: not the settings of the enrolment function, got ${text?.slice(0, 80)}: deploy Security/Enrolment again`,
  );
}

function isSettings(value: unknown): value is EnrolSettings {
  return (
    isObject(value) &&
    ['table', 'lake', 'home', 'role', 'name'].every((key) => typeof value[key] === 'string') &&
    ['regions', 'organizationalUnits', 'accounts'].every((key) => Array.isArray(value[key]))
  );
}
