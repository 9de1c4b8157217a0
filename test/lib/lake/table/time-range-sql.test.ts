import { withinTimes } from '../../../../lib/lake/table/time-range-sql';
import { openTable, type Table } from '../../sigma/sql/table';
import { anEvent } from './rows';

const HOUR = 3_600_000;

describe('conditions for two times', () => {
  let table: Table;

  beforeAll(async () => {
    table = await openTable();
  });

  afterAll(() => table.close());

  it.each([
    ['minutes of an hour', '2024-08-12 10:10:00', '2024-08-12 10:20:00'],
    ['hours of a day', '2024-08-12 03:30:00', '2024-08-12 10:00:00'],
    ['a midnight', '2024-08-12 22:00:00', '2024-08-13 02:00:00'],
    ['the end of a month', '2024-08-31 20:00:00', '2024-09-01 04:00:00'],
    ['the end of a year', '2024-12-31 20:00:00', '2025-01-01 04:00:00'],
    ['more than a year', '2023-11-01 00:00:00', '2025-02-01 00:00:00'],
  ])('find what happened between them, and nothing else: %s', async (_, from, to) => {
    const [start, end] = [Date.parse(`${from}Z`), Date.parse(`${to}Z`)];
    const step = Math.max(HOUR / 12, Math.floor((end - start) / 500));
    const events = Array.from({ length: 600 }, (__, i) => anEvent({ time: start - 50 * step + i * step }));
    events.push(anEvent({ time: start }), anEvent({ time: end }), anEvent({ time: end - 1 }));
    const expected = events.flatMap(({ time }, index) => (time >= start && time < end ? [index] : []));
    await table.fill(events, 'made-up');

    const conditions = withinTimes(`TIMESTAMP '${from}'`, `TIMESTAMP '${to}'`).join(' AND ');
    const found = await table.records(`SELECT record FROM security_events WHERE ${conditions}`);

    expect(found).toEqual(expected);
  });

  it.each([
    ['hours of a day, without the one it ends before', 9.5, 11],
    ['the hours on both sides of a midnight', 22, 26],
    ['the hours on both sides of the end of a month', 19 * 24 + 20, 20 * 24 + 4],
    ['a part of an hour', 30.25, 30.5],
  ])('leave to the partitions just %s', async (_, first, last) => {
    const start = Date.UTC(2024, 7, 12);
    const time = (hours: number) =>
      `TIMESTAMP '${new Date(start + hours * HOUR).toISOString().slice(0, 19).replace('T', ' ')}'`;
    const hours = Array.from({ length: 24 * 24 }, (__, hour) => hour);
    await table.fill(
      hours.map((hour) => anEvent({ time: start + hour * HOUR })),
      'made-up',
    );

    const all = withinTimes(time(first), time(last));
    const partitions = all.filter((condition) => !condition.startsWith('time_us')).join(' AND ');

    expect(await table.records(`SELECT record FROM security_events WHERE ${partitions}`)).toEqual(
      hours.filter((hour) => hour >= Math.floor(first) && hour < last),
    );
  });
});
