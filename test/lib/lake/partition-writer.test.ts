import fc from 'fast-check';
import { sha256 } from '../../../lib/hash';
import type { JsonObject } from '../../../lib/json';
import { stringify } from '../../../lib/json';
import { SNAPPY } from '../../../lib/lake/parquet/snappy';
import {
  createPartitionWriter,
  type OutputFile,
  type PartitionWriterOptions,
} from '../../../lib/lake/partition-writer';
import type { EventRow } from '../../../lib/lake/table/row';
import { times } from '../../support/effort';
import { MemoryStore } from '../../support/memory-store';
import { readBack } from './parquet/read-back';
import { anEvent, aRow } from './table/rows';

const HOUR = 3_600_000_000;
const TEN = 1_723_456_800_000_000;

type Written = { readonly outputs: readonly OutputFile[]; readonly files: ReadonlyMap<string, Uint8Array> };

/** @param drainEvery rows between two calls of `drain` */
async function write(
  rows: Iterable<EventRow>,
  options: Partial<PartitionWriterOptions> = {},
  drainEvery = 1000,
): Promise<Written> {
  const store = new MemoryStore();
  const writer = createPartitionWriter({ store, batch: 'b1', ...options });
  let taken = 0;
  for (const row of rows) {
    writer.append(row);
    if (++taken % drainEvery === 0) {
      await writer.drain();
    }
  }
  const outputs = await writer.close();
  const files = new Map<string, Uint8Array>();
  for (const { key } of outputs) {
    files.set(key, (await store.get(key)) ?? new Uint8Array());
  }
  return { outputs, files };
}

const recordsOf = async (file: Uint8Array | undefined) =>
  (await readBack(file ?? new Uint8Array())).map((row) => row.record);

describe('the partition writer', () => {
  it('writes each row into the hour of its own time and the category of its class', async () => {
    const rows = [
      aRow({ timeMicros: TEN }),
      aRow({ timeMicros: TEN + HOUR, event: anEvent({ class_uid: 3002 }) }),
      aRow({ timeMicros: TEN + 1 }),
      aRow({ timeMicros: TEN - 24 * HOUR, event: anEvent({ class_uid: 2004 }) }),
    ];

    const { outputs } = await write(rows);

    expect(outputs.map(({ key, rows: count }) => [key, count])).toEqual([
      ['events/year=2024/month=08/day=11/hour=10/event_category=finding/b1-000.parquet', 1],
      ['events/year=2024/month=08/day=12/hour=10/event_category=application/b1-000.parquet', 2],
      ['events/year=2024/month=08/day=12/hour=11/event_category=auth/b1-000.parquet', 1],
    ]);
  });

  it('reports size, hash and times of each file', async () => {
    const { outputs, files } = await write([
      aRow({ timeMicros: TEN + 9 }),
      aRow({ timeMicros: TEN + 3 }),
      aRow({ timeMicros: TEN + 5 }),
    ]);
    const [output] = outputs;
    const file = files.get(output?.key ?? '') ?? new Uint8Array();

    expect(output).toMatchObject({
      rows: 3,
      bytes: file.length,
      sha256: sha256(file),
      minTimeUs: TEN + 3,
      maxTimeUs: TEN + 9,
    });
  });

  it('sorts the rows of a file by time, those of one time by arrival', async () => {
    const times = [5, 3, 5, 1, 3, 5];

    const { outputs, files } = await write(
      times.map((time, record) => aRow({ timeMicros: TEN + time, record })),
    );

    expect(await recordsOf(files.get(outputs[0]?.key ?? ''))).toEqual([3, 1, 4, 0, 2, 5]);
  });

  it('keeps the whole event as JSON beside its columns', async () => {
    const unmapped: JsonObject = JSON.parse(
      '{"__proto__": {"a": 1}, "text": "\\ud800 é \\u0000", "gone": null}',
    );
    const event = anEvent({ unmapped, status_detail: undefined });

    const { outputs, files } = await write([aRow({ event })]);
    const [row] = await readBack(files.get(outputs[0]?.key ?? '') ?? new Uint8Array());

    expect(JSON.parse(String(row?.event))).toEqual(JSON.parse(stringify(event)));
    expect(row).toMatchObject({
      operation: 'GetObject',
      event_time: 1_723_458_600_123_456,
      user_id: 'alice',
      delivery_time: null,
    });
  });

  it('gives the same files whenever it is drained, and never more rows a file than allowed', async () => {
    const anyRow = fc.record({
      hour: fc.nat(3),
      offset: fc.nat(50),
      kind: fc.constantFrom(3002, 6003),
      size: fc.nat(3000),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRow, { minLength: 60, maxLength: 120 }),
        fc.integer({ min: 1, max: 50 }),
        async (rows, drainEvery) => {
          const given = rows.map(({ hour, offset, kind, size }, record) =>
            aRow({
              timeMicros: TEN + hour * HOUR + offset,
              record,
              event: anEvent({ class_uid: kind, message: 'x'.repeat(size) }),
            }),
          );
          const limits = { maxBufferedBytes: 40_000, maxRowsPerFile: 20 };

          const { outputs, files } = await write(given, limits, drainEvery);

          expect(outputs).toEqual((await write(given, limits, 1_000_000)).outputs);
          expect(outputs.every((output) => output.rows <= 20)).toBe(true);
          const records = await Promise.all([...files.values()].map(recordsOf));
          expect(records.flat().sort((a, b) => Number(a) - Number(b))).toEqual([...rows.keys()]);
        },
      ),
      { numRuns: times(25) },
    );
  });

  it('numbers the files of a partition, of the largest ones first', async () => {
    const rows = Array.from({ length: 60 }, (_, record) =>
      aRow({ timeMicros: TEN + (record % 6 === 0 ? HOUR : 0), record }),
    );

    const { outputs } = await write(rows, { maxBufferedBytes: 45_000 });

    expect(outputs.map((output) => output.key.replace(/^.*hour=/, ''))).toEqual([
      '10/event_category=application/b1-000.parquet',
      '10/event_category=application/b1-001.parquet',
      '11/event_category=application/b1-000.parquet',
    ]);
  });

  it('loses nothing when a batch spans more hours than fit into its buffer', async () => {
    const rows = (function* () {
      for (let record = 0; record < 1200; record++) {
        yield aRow({ timeMicros: TEN + ((record * 7919) % 600) * HOUR, record });
      }
    })();

    const { outputs } = await write(rows, { maxBufferedBytes: 300_000 }, 100);

    expect(outputs.reduce((total, output) => total + output.rows, 0)).toBe(1200);
    expect(new Set(outputs.map((output) => output.key.replace(/[^/]*$/, ''))).size).toBe(600);
  });

  it.each<[string, Partial<EventRow>, RegExp]>([
    [
      'an event nested too deep for JSON',
      { event: anEvent({ unmapped: deep(100_000) }) },
      /record 9 of raw\/one\.json\.gz.*cannot be written as JSON.*quarantine/,
    ],
    [
      'a time that is none',
      { timeMicros: Number.NaN },
      /record 9 of raw\/one\.json\.gz.*timeMicros.*got NaN/,
    ],
    ['a time beyond exact microseconds', { timeMicros: 2 ** 60 }, /timeMicros/],
  ])('refuses %s and goes on with its neighbours', async (_, changes, message) => {
    const store = new MemoryStore();
    const writer = createPartitionWriter({ store, batch: 'b1' });

    writer.append(aRow({ record: 1 }));
    expect(() => writer.append(aRow({ record: 9, ...changes }))).toThrow(message);
    writer.append(aRow({ record: 2 }));

    const [output] = await writer.close();
    expect(await recordsOf(await store.get(output?.key ?? ''))).toEqual([1, 2]);
  });

  it('writes nothing for no rows', async () => {
    expect((await write([])).outputs).toEqual([]);
  });

  it('writes Snappy where the engine wants it', async () => {
    const { outputs, files } = await write([aRow(), aRow()], { codec: async () => SNAPPY });

    expect(await recordsOf(files.get(outputs[0]?.key ?? ''))).toEqual([3, 3]);
  });
});

function deep(levels: number): JsonObject {
  let value: JsonObject = {};
  for (let level = 0; level < levels; level++) {
    value = { value };
  }
  return value;
}
