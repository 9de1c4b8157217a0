import {
  type OrganizationsClient,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
} from '@aws-sdk/client-organizations';
import type { MemberAccount, OrganizationPort } from '../../enrolment/ports';

/**
 * The active accounts below organizational units, at any depth, after `fixed` ones, each once. From an account that
 * is a delegated administrator of any service.
 */
export function awsOrganization(
  client: OrganizationsClient,
  units: readonly string[],
  fixed: readonly string[],
): OrganizationPort {
  return {
    async *accounts() {
      const seen = new Set<string>();
      for await (const account of chain(fixed, accountsBelow(client, units))) {
        if (!seen.has(account.id)) {
          seen.add(account.id);
          yield account;
        }
      }
    },
  };
}

async function* chain(
  fixed: readonly string[],
  found: AsyncIterable<MemberAccount>,
): AsyncIterable<MemberAccount> {
  yield* fixed.map((id) => ({ id }));
  yield* found;
}

async function* accountsBelow(
  client: OrganizationsClient,
  units: readonly string[],
): AsyncIterable<MemberAccount> {
  const queue = [...units];
  for (let unit = queue.shift(); unit !== undefined; unit = queue.shift()) {
    for await (const page of paginateListAccountsForParent({ client }, { ParentId: unit })) {
      for (const { Id, Name, State, Status } of page.Accounts ?? []) {
        // State came after Status, which goes away.
        if (Id !== undefined && (State ?? Status) === 'ACTIVE') {
          yield { id: Id, ...(Name === undefined ? {} : { name: Name }) };
        }
      }
    }
    for await (const page of paginateListOrganizationalUnitsForParent({ client }, { ParentId: unit })) {
      queue.push(...(page.OrganizationalUnits ?? []).flatMap(({ Id }) => (Id === undefined ? [] : [Id])));
    }
  }
}
