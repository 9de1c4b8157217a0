import { ACCOUNTS_KEY } from '../../../lib/cost/accounts-table';
import { readAccountLines } from '../../../lib/enrolment/accounts-table';
import type { MemberAccount } from '../../../lib/enrolment/ports';
import type { BlobStore } from '../../../lib/ports/blob-store';
import { readEnrolment } from './ledger-accounts';

/** Accounts by id: those of an export of enrolment, else those that enrolment keeps in the lake; none where neither is. */
export async function knownAccounts(
  store: BlobStore,
  enrolment: string | undefined,
): Promise<ReadonlyMap<string, MemberAccount>> {
  const accounts =
    enrolment === undefined
      ? readAccountLines(new TextDecoder().decode(await store.get(ACCOUNTS_KEY)))
      : (await readEnrolment(enrolment)).map((record) => ({ ...record, id: record.account }));
  return new Map(accounts.map((account) => [account.id, account]));
}
