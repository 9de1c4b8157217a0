/** The accounts of the organization, as the cost views join them: written by enrolment, read by Athena. */
export const ACCOUNTS_TABLE = 'accounts';

/** Object of the lake's bucket that holds them: a line of JSON an account, in order of their ids. */
export const ACCOUNTS_KEY = 'reference/accounts/accounts.ndjson';

/** Columns of that table, all of them text; the empty text where nothing is known. */
export const ACCOUNTS_COLUMNS = ['account', 'name', 'unit', 'unit_name', 'state'] as const;

/** One account: its organizational unit is the one it lies in directly. */
export type AccountRow = Readonly<Record<(typeof ACCOUNTS_COLUMNS)[number], string>>;
