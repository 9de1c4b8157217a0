/** A range as it was measured, both ends included. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

export type VolumeTier = 'startup' | 'midsize' | 'enterprise';
export type LogKind = 'management' | 'network' | 'application';

/** What an organization of a size writes in a day. GB are decimal. */
export interface VolumeFigures {
  readonly employees: number;
  readonly resources: number;
  readonly gbPerDay: Readonly<Record<LogKind | 'total', Range>>;
}

/** Log volumes as measured at organizations of three sizes. */
export const VOLUME_FIGURES: Readonly<Record<VolumeTier, VolumeFigures>> = {
  startup: {
    employees: 50,
    resources: 100,
    gbPerDay: {
      management: { low: 1, high: 2 },
      network: { low: 5, high: 10 },
      application: { low: 2, high: 5 },
      total: { low: 8, high: 17 },
    },
  },
  midsize: {
    employees: 1_000,
    resources: 5_000,
    gbPerDay: {
      management: { low: 50, high: 100 },
      network: { low: 500, high: 1_000 },
      application: { low: 200, high: 500 },
      total: { low: 750, high: 1_600 },
    },
  },
  enterprise: {
    employees: 10_000,
    resources: 50_000,
    gbPerDay: {
      management: { low: 800, high: 2_000 },
      network: { low: 8_000, high: 20_000 },
      application: { low: 3_000, high: 8_000 },
      total: { low: 11_800, high: 30_000 },
    },
  },
};
