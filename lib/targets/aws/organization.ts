import {
  DescribeAccountCommand,
  DescribeOrganizationalUnitCommand,
  ListParentsCommand,
  type OrganizationsClient,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
} from '@aws-sdk/client-organizations';
import type { MemberAccount, OrganizationalUnit, OrganizationPort } from '../../enrolment/ports';
import { logger } from './telemetry';

/**
 * The active accounts below organizational units, at any depth, and `fixed` ones, each once. From an account that is a
 * delegated administrator of any service.
 */
export function awsOrganization(
  client: OrganizationsClient,
  units: readonly string[],
  fixed: readonly string[],
): OrganizationPort {
  return {
    async *accounts() {
      const seen = new Set<string>();
      for await (const account of accountsBelow(client, units)) {
        if (!seen.has(account.id)) {
          seen.add(account.id);
          yield account;
        }
      }
      for (const id of fixed.filter((one) => !seen.has(one))) {
        // Without units there is no organization to be asked.
        yield units.length === 0 ? { id } : await described(client, id);
      }
    },
  };
}

async function* accountsBelow(
  client: OrganizationsClient,
  units: readonly string[],
): AsyncIterable<MemberAccount> {
  const queue = await Promise.all(units.map((unit) => unitOf(client, unit)));
  for (let unit = queue.shift(); unit !== undefined; unit = queue.shift()) {
    const parent = { ParentId: unit.id };
    for await (const page of paginateListAccountsForParent({ client }, parent)) {
      for (const { Id, Name, State, Status } of page.Accounts ?? []) {
        // State came after Status, which goes away.
        if (Id !== undefined && (State ?? Status) === 'ACTIVE') {
          yield { id: Id, ...nameOf(Name), unit };
        }
      }
    }
    for await (const page of paginateListOrganizationalUnitsForParent({ client }, parent)) {
      queue.push(
        ...(page.OrganizationalUnits ?? []).flatMap(({ Id, Name }) =>
          Id === undefined ? [] : [{ id: Id, ...nameOf(Name) }],
        ),
      );
    }
  }
}

/** An account wherever in the organization it is, as the management account. */
async function described(client: OrganizationsClient, id: string): Promise<MemberAccount> {
  const account = await ifTold(id, () => client.send(new DescribeAccountCommand({ AccountId: id })));
  const above = await ifTold(id, () => client.send(new ListParentsCommand({ ChildId: id })));
  const parent = above?.Parents?.[0]?.Id;
  return {
    id,
    ...nameOf(account?.Account?.Name),
    ...(parent === undefined ? {} : { unit: await unitOf(client, parent) }),
  };
}

/** A unit by its id, which AWS lets begin with `r-` for the root alone. */
async function unitOf(client: OrganizationsClient, id: string): Promise<OrganizationalUnit> {
  if (id.startsWith('r-')) {
    return { id, name: 'Root' };
  }
  const said = await ifTold(id, () =>
    client.send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: id })),
  );
  return { id, ...nameOf(said?.OrganizationalUnit?.Name) };
}

/** A name is worth no run: where it is not told, accounts are enrolled without it. */
async function ifTold<Answer>(of: string, ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    logger.warn('the organization does not describe', { of, reason: String(error).slice(0, 300) });
    return undefined;
  }
}

function nameOf(name: string | undefined) {
  return name === undefined ? {} : { name };
}
