/** Seconds of the fastest of a few rounds: on a shared machine the least disturbed round says most. */
export async function bestSeconds(rounds: number, work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = process.hrtime.bigint();
    await work();
    best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e9);
  }
  return best;
}

/** One line of the table: a stage, how much it did, how long it took. */
export interface Measurement {
  readonly stage: string;
  readonly seconds: number;
  readonly bytes: number;
  readonly events: number;
}

/** Megabytes (10⁶ bytes of inflated input) and events a second, and the time as a multiple of the floor's. */
export function row({ stage, seconds, bytes, events }: Measurement, floorSeconds: number): string[] {
  return [
    stage,
    (bytes / seconds / 1e6).toFixed(0),
    Math.round(events / seconds).toLocaleString('en-US'),
    `${(seconds / floorSeconds).toFixed(2)}×`,
  ];
}

export function markdown(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
