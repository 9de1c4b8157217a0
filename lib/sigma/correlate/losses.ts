/** What a correlator had to leave out. Counted by this process since it began: to be reported as metrics. */
export interface Losses {
  /** Events older than the allowance: not correlated. */
  readonly late: number;
  /** Hits without a value for a group-by or counted field: they belong to no group. */
  readonly incomplete: number;
  /** Events forgotten before their time because their group had too many. */
  readonly dropped: number;
  /** Events of groups beyond the number that may be held: not correlated. */
  readonly refused: number;
  /** Events from the future by the clock: correlated, but they do not move event time. */
  readonly future: number;
}

export type LossKind = keyof Losses;

export interface LossCounter {
  add(kind: LossKind, correlationId: string, amount?: number): void;
  /** By correlation id, only those with a loss. */
  read(): ReadonlyMap<string, Losses>;
}

const NONE: Losses = { late: 0, incomplete: 0, dropped: 0, refused: 0, future: 0 };

export function createLossCounter(): LossCounter {
  const counts = new Map<string, Losses>();
  return {
    add: (kind, id, amount = 1) => {
      const before = counts.get(id) ?? NONE;
      counts.set(id, { ...before, [kind]: before[kind] + amount });
    },
    read: () => new Map(counts),
  };
}
