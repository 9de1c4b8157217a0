import type { FlowLog, MemberAccount, MemberRegion, QueryLogConfig } from '../../../lib/enrolment/ports';
import type { Enrolment } from '../../../lib/enrolment/run';
import { MemoryKeyValueStore } from '../../support/memory-key-value-store';

export const RAW = 'arn:aws:s3:::raw';
export const FORMAT = 'every field';
export const WANTED = { flowLogs: { destination: RAW, format: FORMAT }, queryLogs: RAW };

interface FakeRegion {
  vpcs: string[];
  flowLogs: FlowLog[];
  configs: (QueryLogConfig & { vpcs: string[] })[];
  /** VPCs that refuse a flow log, and why. */
  refused: Record<string, string>;
  /** Everything asked of it is refused. */
  denied?: string;
}

/** An organization in memory. Any operation past `lives` throws, before or after it took effect. */
export class FakeOrganization {
  readonly accounts = new Map<string, Map<string, FakeRegion>>();
  /** Below the organizational units. */
  readonly members = new Set<string>();
  /** Accounts whose role cannot be taken. */
  readonly closed = new Set<string>();
  readonly store = new MemoryKeyValueStore();
  /** The table of accounts, as it was put last. */
  table = '';
  /** What the organization says of some accounts. */
  readonly described = new Map<string, Omit<MemberAccount, 'id'>>();
  lives = Number.POSITIVE_INFINITY;
  dieAfterEffect = false;
  now = 1_000_000;
  /** How many accounts were worked on at the same time, at most. */
  busiest = 0;
  private busy = 0;
  private ids = 0;

  add(account: string, regions: Record<string, string[]>): this {
    const places = Object.entries(regions).map(([region, vpcs]): [string, FakeRegion] => [
      region,
      { vpcs, flowLogs: [], configs: [], refused: {} },
    ]);
    this.accounts.set(account, new Map(places));
    this.members.add(account);
    return this;
  }

  at(account: string, region: string): FakeRegion {
    const found = this.accounts.get(account)?.get(region);
    if (!found) {
      throw new Error(`no ${region} in ${account}`);
    }
    return found;
  }

  enrolment(regions: readonly string[] = ['here', 'there']): Enrolment {
    return {
      organization: { accounts: () => this.listed() },
      members: { open: async (account) => this.open(account) },
      store: this.store,
      accountsTable: { put: async (lines) => this.step(() => this.keep(lines)) },
      clock: { nowMicros: () => (this.now += 1) },
      regions,
      wanted: WANTED,
      concurrency: { accounts: 3, regions: 2 },
    };
  }

  /** What there is in the accounts, without what a repetition may name anew. */
  state() {
    return [...this.accounts].map(([account, regions]) => [
      account,
      [...regions].map(([region, { flowLogs, configs }]) => [
        region,
        flowLogs.map(({ vpc, destination, format }) => `${vpc} ${destination} ${format}`).sort(),
        configs.map((config) => [config.destination, [...config.vpcs].sort()]),
      ]),
    ]);
  }

  /** The records without the times in them. */
  records() {
    return Object.fromEntries(
      [...this.store.values].map(([key, { value }]) => [
        key,
        { ...(JSON.parse(value) as object), checkedMicros: 0 },
      ]),
    );
  }

  private keep(lines: string): void {
    this.table = lines;
  }

  private async *listed() {
    for (const id of this.step(() => [...this.members])) {
      yield { id, ...this.described.get(id) };
    }
  }

  private async open(account: string) {
    this.step(() => undefined);
    if (this.closed.has(account)) {
      throw Object.assign(new Error('not allowed to take the role'), { name: 'AccessDenied' });
    }
    this.busy += 1;
    this.busiest = Math.max(this.busiest, this.busy);
    await new Promise(setImmediate);
    this.busy -= 1;
    return { region: (name: string) => this.region(this.at(account, name)) };
  }

  private region(place: FakeRegion): MemberRegion {
    const step = <Value>(effect: () => Value) =>
      this.step(() => {
        if (place.denied !== undefined) {
          throw new Error(place.denied);
        }
        return effect();
      });
    const config = (id: string) => place.configs.find((candidate) => candidate.id === id);
    async function* each<Item>(items: () => readonly Item[]) {
      yield* step(() => [...items()]);
    }
    return {
      vpcs: () => each(() => place.vpcs),
      flowLogs: () => each(() => place.flowLogs),
      createFlowLogs: async (vpcs, wanted) =>
        step(() => {
          const taken = vpcs.filter((vpc) => place.refused[vpc] === undefined);
          place.flowLogs.push(...taken.map((vpc) => ({ id: `fl-${++this.ids}`, vpc, ...wanted, own: true })));
          return vpcs.flatMap((vpc) => {
            const reason = place.refused[vpc];
            return reason === undefined ? [] : [{ vpc, reason }];
          });
        }),
      deleteFlowLogs: async (ids) =>
        step(() => {
          place.flowLogs = place.flowLogs.filter(({ id }) => !ids.includes(id));
        }),
      queryLogConfigs: () => each(() => place.configs),
      createQueryLogConfig: async (destination) =>
        step(() => {
          const made = { id: `rqlc-${++this.ids}`, destination, own: true, vpcs: [] };
          place.configs.push(made);
          return made;
        }),
      queryLogAssociations: (id) => each(() => (config(id)?.vpcs ?? []).map((vpc) => ({ vpc }))),
      associate: async (id, vpc) =>
        step(() => {
          config(id)?.vpcs.push(vpc);
        }),
      disassociate: async (id, vpc) =>
        step(() => {
          const found = config(id);
          if (found) {
            found.vpcs = found.vpcs.filter((other) => other !== vpc);
          }
        }),
      deleteQueryLogConfig: async (id) =>
        step(() => {
          if ((config(id)?.vpcs.length ?? 0) > 0) {
            throw new Error('in use');
          }
          place.configs = place.configs.filter((candidate) => candidate.id !== id);
        }),
    };
  }

  private step<Value>(effect: () => Value): Value {
    this.lives -= 1;
    if (this.lives < 0) {
      if (this.dieAfterEffect && this.lives === -1) {
        effect();
      }
      throw new Error('killed');
    }
    return effect();
  }
}
