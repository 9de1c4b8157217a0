import type { AccountRecord } from '../enrolment/record';
import { type AccountState, judgeAccounts } from '../lake/accounts';
import type { Criticality, Source } from '../sources/source';
import type { Heard } from './heard';

/** A source that is set up and should be heard of. */
export interface ExpectedSource {
  readonly id: string;
  readonly criticality: Criticality;
  /** Whether something of it comes all the time. */
  readonly constant: boolean;
}

/**
 * Whether something of a source must come all the time. One of findings alone tells of what happens, which may be
 * nothing for weeks: its canary proves its way.
 */
export function isConstant({ classes }: Pick<Source, 'classes'>): boolean {
  return !classes.every((uid) => Math.floor(uid / 1000) === FINDINGS);
}

/** What is wrong with a source or an account, and since when, microseconds since the epoch. */
export type Trouble = { readonly sinceMicros: number; readonly reason: string } & (
  | { readonly kind: 'source'; readonly source: string }
  | {
      readonly kind: Exclude<AccountState, 'enrolled' | 'removed'>;
      readonly account: string;
      readonly name?: string;
    }
);

/** What is known of an account besides what it sends: when it was first enrolled, and since when it is as it is. */
export interface Standing {
  readonly firstMicros: number;
  readonly state: AccountState;
  readonly sinceMicros: number;
}

export interface SilenceContext {
  readonly sources: readonly ExpectedSource[];
  readonly records: readonly AccountRecord[];
  readonly heard: Heard;
  /** When the watch began: nothing is missing before it had time to come. */
  readonly beganMicros: number;
  readonly nowMicros: number;
  readonly standings: Readonly<Record<string, Standing>>;
}

const HOUR = 3_600_000_000;
/** OCSF's category of findings. */
const FINDINGS = 2;

/** How long all accounts together may say nothing: less than any single one (lib/lake/accounts.ts). */
const SOURCE_SILENT_AFTER: Readonly<Record<Criticality, number>> = {
  critical: 6 * HOUR,
  important: 24 * HOUR,
  normal: 72 * HOUR,
};
/** What was set up takes its time to send for the first time. */
const NEVER_HEARD_AFTER = 48 * HOUR;
/** Enrolment tries again every hour, and an account may have been moved a moment ago. */
const SETTLING = 24 * HOUR;

/** Sources of which nothing comes that should. */
export function silentSources(context: SilenceContext): readonly Extract<Trouble, { kind: 'source' }>[] {
  const { heard, beganMicros, nowMicros } = context;
  return expectedOf(context).flatMap(({ id: source, criticality }) => {
    const last = heard.lastOf(source);
    const limit = last === undefined ? NEVER_HEARD_AFTER : SOURCE_SILENT_AFTER[criticality];
    const since = last ?? beganMicros;
    const reason = last === undefined ? 'never heard of since the watch began' : 'nothing came since';
    return nowMicros - since > limit ? [{ kind: 'source', source, sinceMicros: since, reason }] : [];
  });
}

/** Those of which something must come all the time; flow logs and queries do from where there are VPCs. */
function expectedOf({ sources, records }: SilenceContext): readonly ExpectedSource[] {
  const regions = records.flatMap((record) => Object.values(record.regions));
  const without: Readonly<Record<string, boolean>> = {
    'aws-vpc-flow': regions.every(({ flowLogs }) => flowLogs === 0),
    'aws-route53-resolver': regions.every(({ queryLogs }) => queryLogs === 0),
  };
  return sources.filter(({ id, constant }) => constant && without[id] !== true);
}

/** Accounts that are not as they should be, for longer than that may be, and how all of them stand. */
export function troubledAccounts(context: SilenceContext): {
  readonly troubles: readonly Trouble[];
  readonly standings: Readonly<Record<string, Standing>>;
} {
  const { records, heard, nowMicros, sources } = context;
  const seen = heard.byAccount();
  const first = firstEnrolled(context);
  for (const { account, state } of records) {
    // Whoever has just come had no time to be heard of.
    if (state === 'enrolled') {
      const own = new Map(seen.get(account)?.map((one) => [one.source, one]));
      const floors = sources.map(({ id: source }) => ({
        source,
        received: 0,
        lastMicros: Math.max(own.get(source)?.lastMicros ?? 0, first.get(account) ?? nowMicros),
      }));
      seen.set(account, floors);
    }
  }
  const lines = judgeAccounts(records, seen, { nowMicros, sources });
  const standings: [string, Standing][] = [];
  const troubles = lines.flatMap(({ account, name, state, reason = '', missing = [] }): Trouble[] => {
    const before = context.standings[account];
    const sinceMicros = before?.state === state ? before.sinceMicros : nowMicros;
    standings.push([account, { firstMicros: first.get(account) ?? nowMicros, state, sinceMicros }]);
    if (state === 'enrolled' || state === 'removed') {
      return [];
    }
    const about = { kind: state, account, ...(name === undefined ? {} : { name }), reason };
    if (state === 'silent') {
      const own = seen.get(account)?.filter(({ source }) => missing.includes(source)) ?? [];
      return [{ ...about, sinceMicros: Math.min(...own.map((one) => one.lastMicros)) }];
    }
    return nowMicros - sinceMicros >= SETTLING ? [{ ...about, sinceMicros }] : [];
  });
  return { troubles, standings: Object.fromEntries(standings) };
}

/** When each enrolled account was first seen to be so. One that left begins anew. */
function firstEnrolled({ records, standings, nowMicros }: SilenceContext): ReadonlyMap<string, number> {
  return new Map(
    records
      .filter(({ state }) => state !== 'removed')
      .map(({ account }) => {
        const before = standings[account];
        const stayed = before !== undefined && before.state !== 'removed' && before.state !== 'unknown';
        return [account, stayed ? before.firstMicros : nowMicros];
      }),
  );
}
