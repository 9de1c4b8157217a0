import { sweepOutbox } from '../../../lib/forward/sweep-outbox';
import { parseObjectEvent } from '../../../lib/ingest/object-event';

const NOW = Date.UTC(2024, 7, 12, 10, 5) * 1000;
const MINUTE = 60_000_000;
const parcel = (n: number) => `forward/soc/b${n}-0-0123456789abcdef.ndjson.gz`;

/** Parcels by how many minutes before 10:00 they were stored. */
async function sweep(ages: readonly number[]) {
  const told: [string, string][] = [];
  const outbox = {
    bucket: 'lake',
    list: async function* (prefix: string) {
      for (const [index, age] of prefix === 'forward/soc/' ? ages.entries() : []) {
        const storedMicros = Date.UTC(2024, 7, 12, 10) * 1000 - age * MINUTE;
        yield { kind: 'object' as const, key: parcel(index), bytes: 1, storedMicros };
      }
    },
    enqueue: async (destination: string, bodies: readonly string[]) => {
      for (const body of bodies) {
        const event = parseObjectEvent(body);
        told.push([destination, event.ok ? (event.value[0]?.key ?? '') : event.problem]);
      }
    },
  };
  return { count: await sweepOutbox(outbox, ['lake', 'soc'], NOW), told };
}

describe('the sweep of the outbox', () => {
  it('tells again of parcels that lie there since the hour before the last', async () => {
    const { count, told } = await sweep([30, 59, 60, 61, 120, 121]);

    expect(told).toEqual([
      ['soc', parcel(3)],
      ['soc', parcel(4)],
    ]);
    expect(count).toBe(2);
  });

  it('tells of all of them, however many', async () => {
    expect((await sweep(Array.from({ length: 250 }, () => 90))).count).toBe(250);
  });
});
