import { compare } from '../compare';
import { ACCOUNTS_COLUMNS, ACCOUNTS_KEY, type AccountRow } from '../cost/accounts-table';
import { isObject } from '../json';
import type { MemberAccount } from './ports';
import type { AccountRecord } from './record';

/**
 * The table of accounts as text, a line of JSON each, by id: what the organization says of those it lists, and what is
 * recorded of those that left, whose cost stays on the bill. Equal accounts give equal bytes.
 */
export function accountLines(listed: readonly MemberAccount[], records: readonly AccountRecord[]): string {
  const states = new Map(records.map(({ account, state }) => [account, state]));
  const accounts = new Map<string, MemberAccount>(records.map((record) => [record.account, known(record)]));
  for (const account of listed) {
    accounts.set(account.id, { ...accounts.get(account.id), ...account });
  }
  return [...accounts.values()]
    .sort((a, b) => compare(a.id, b.id))
    .map((account) => `${JSON.stringify(rowOf(account, states.get(account.id)))}\n`)
    .join('');
}

function known({ account: id, name, unit }: AccountRecord): MemberAccount {
  return { id, name, unit };
}

function rowOf({ id, name, unit }: MemberAccount, state: AccountRecord['state'] | undefined): AccountRow {
  return {
    account: id,
    name: name ?? '',
    unit: unit?.id ?? '',
    unit_name: unit?.name ?? '',
    state: state ?? '',
  };
}

/** Reads what `accountLines` wrote. Throws on anything else, naming the line. */
export function readAccountLines(lines: string): MemberAccount[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => accountOf(rowIn(line, index + 1)));
}

function rowIn(line: string, number: number): AccountRow {
  try {
    const row: unknown = JSON.parse(line);
    if (isObject(row) && ACCOUNTS_COLUMNS.every((column) => typeof row[column] === 'string')) {
      return row as AccountRow;
    }
  } catch {
    // Said below.
  }
  throw new Error(
    `${ACCOUNTS_KEY}:${number}: no account, got ${line.slice(0, 80)}: the next run of enrolment writes it anew`,
  );
}

function accountOf({ account, name, unit, unit_name }: AccountRow): MemberAccount {
  const unitName = unit_name === '' ? {} : { name: unit_name };
  return {
    id: account,
    ...(name === '' ? {} : { name }),
    ...(unit === '' ? {} : { unit: { id: unit, ...unitName } }),
  };
}
