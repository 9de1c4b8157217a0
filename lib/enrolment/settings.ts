import { parseFunctionSettings } from '../function-settings';

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

export function parseSettings(text: string | undefined): EnrolSettings {
  return parseFunctionSettings(text, {
    of: 'the enrolment function',
    stack: 'Enrolment',
    texts: ['table', 'lake', 'home', 'role', 'name'],
    lists: ['regions', 'organizationalUnits', 'accounts'],
  });
}
