import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createPartitionWriter } from '../../../../lib/lake/partition-writer';
import { COLUMNS } from '../../../../lib/lake/table/columns';
import { type LakeQuery, openLake } from '../../../../lib/targets/local/duckdb';
import { MemoryStore } from '../../../support/memory-store';
import { anEvent, aRow } from '../../lake/table/rows';

const HOUR = 3_600_000_000;
const TEN = 1_723_456_800_000_000;

/** Rows at 10 o'clock and each hour after it, half of them sign-ins. */
async function writeLake(directory: string, hours: number, rowsAnHour: number): Promise<void> {
  const store = new MemoryStore();
  const writer = createPartitionWriter({ store, batch: 'b1' });
  for (let record = 0; record < hours * rowsAnHour; record++) {
    const classUid = record % 2 === 0 ? 3002 : 6003;
    const timeMicros = TEN + Math.floor(record / rowsAnHour) * HOUR + (record % rowsAnHour);
    writer.append(aRow({ timeMicros, record, event: anEvent({ class_uid: classUid }) }));
  }
  await writer.close();
  for (const [key, body] of store.objects) {
    mkdirSync(dirname(join(directory, key)), { recursive: true });
    writeFileSync(join(directory, key), body);
  }
}

describe('a lake on a laptop', () => {
  const directory = mkdtempSync(join(tmpdir(), 'lake-'));
  let lake: LakeQuery;

  beforeAll(async () => {
    await writeLake(directory, 30, 4);
    writeFileSync(join(directory, '..', 'outside.csv'), 'a\n1\n');
    mkdirSync(join(directory, 'raw'));
    writeFileSync(join(directory, 'raw', 'one.json'), '{}');
    lake = await openLake(directory);
  });
  afterAll(() => {
    lake.close();
    rmSync(directory, { recursive: true });
    rmSync(join(directory, '..', 'outside.csv'));
  });

  it('answers SQL on security_events', async () => {
    const result = await lake.query(
      'SELECT event_category, count(*) AS events, min(event_time) AS first FROM security_events GROUP BY ALL ORDER BY 1',
    );

    expect(result).toMatchObject({
      columns: ['event_category', 'events', 'first'],
      types: ['VARCHAR', 'BIGINT', 'TIMESTAMP WITH TIME ZONE'],
      rows: [
        ['application', 60, '2024-08-12T10:00:00.000001Z'],
        ['auth', 60, '2024-08-12T10:00:00Z'],
      ],
      read: { files: 60, rows: 120 },
    });
  });

  it.each([
    ["hour = 10 AND day = 12 AND event_category = 'auth'", 1],
    ["day = 12 AND hour IN (10, 11) AND event_category IN ('auth', 'network')", 2],
    ['12 = day AND hour BETWEEN 12 AND 13', 4],
    ['day = 13 AND hour < 2', 4],
    ['(day = 13 AND hour < 2) AND class_uid = 3002', 4],
    ['day = 13 OR hour < 2', 60],
    ['NOT day = 13', 60],
    ["event_time >= '2024-08-12T10:30:00Z' AND event_time < TIMESTAMP '2024-08-12 12:00:00'", 4],
    ["event_time = TIMESTAMPTZ '2024-08-12 11:00:00.000001Z'", 2],
    [`time_us > ${TEN + 27 * HOUR}`, 6],
    [`"timestamp" <= ${TEN / 1000 - 1}`, 0],
    ['hour > 9.5 AND day = 12', 28],
    ["hour = '10' AND day = 12", 28],
  ])('opens only what %s asks for: %d files', async (where, files) => {
    const all = await lake.query(
      `SELECT record FROM (SELECT * FROM security_events) WHERE ${where} ORDER BY 1`,
    );

    const pruned = await lake.query(`SELECT record FROM security_events WHERE ${where} ORDER BY 1`);

    expect(pruned.read.files).toBe(files);
    expect(pruned.rows).toEqual(all.rows);
    expect(all.read.files).toBe(60);
  });

  it.each([
    ['an alias', 'SELECT record FROM security_events AS e WHERE e.day = 12 AND e.hour = 10 ORDER BY 1', 2],
    [
      'a common table',
      'WITH x AS (FROM security_events WHERE day = 13 AND hour = 0) SELECT record FROM x ORDER BY 1',
      2,
    ],
    [
      'two mentions',
      `SELECT record FROM security_events WHERE day = 12 AND hour = 10 AND event_category = 'auth'
       UNION ALL SELECT record FROM security_events WHERE day = 12 AND hour = 11 AND event_category = 'auth' ORDER BY 1`,
      2,
    ],
    [
      'a join',
      'SELECT a.record FROM security_events a JOIN security_events b USING (record) WHERE a.hour = 10 ORDER BY 1',
      60,
    ],
    ['renamed columns', 'SELECT count(*) FROM security_events AS e(hour) WHERE hour = 10', 60],
    ['EXPLAIN', 'EXPLAIN SELECT record FROM security_events WHERE hour = 10', 4],
  ])('knows what it may leave out under %s', async (_, sql, files) => {
    expect((await lake.query(sql)).read.files).toBe(files);
  });

  it('opens a fraction where one partition of many is asked for', async () => {
    const whole = await lake.query('SELECT count(*) FROM security_events');
    const part = await lake.query(
      "SELECT count(*) FROM security_events WHERE day = 12 AND hour = 10 AND event_category = 'auth'",
    );

    expect(whole.read.bytes / part.read.bytes).toBeGreaterThan(50);
    expect(part.read.rows).toBe(2);
  });

  it('shows values as JSON, times in UTC', async () => {
    const { rows } = await lake.query(
      `SELECT 9007199254740991, 9007199254740993, 12.5, DATE '2024-08-12', TIMESTAMP '2024-08-12 10:00:00.5', NULL, true,
         {'list': [1, 2]}, MAP {'k': 1}, '\\xAB'::BLOB, 'infinity'::TIMESTAMP, 'NaN'::DOUBLE, sum(170141183460469231731687303715884105)`,
    );

    expect(rows[0]).toEqual([
      9007199254740991,
      '9007199254740993',
      12.5,
      '2024-08-12',
      '2024-08-12T10:00:00.500Z',
      null,
      true,
      { list: [1, 2] },
      { k: 1 },
      'ab',
      'infinity',
      'NaN',
      '170141183460469231731687303715884105',
    ]);
  });

  it.each([
    ["COPY (SELECT 1) TO '@/events/x.csv'", /one SELECT, got COPY/],
    ["EXPLAIN ANALYZE COPY (SELECT 1) TO '@/events/x.csv'", /one SELECT, got COPY/],
    ['CREATE TABLE t (a INT)', /one SELECT, got CREATE/],
    ["ATTACH '@/events/x.db'", /one SELECT, got ATTACH/],
    ["SET TimeZone = 'Asia/Tokyo'", /one SELECT, got/],
    ['SELECT 1; SELECT 2', /got 2 statements/],
    ['', /no SQL given/],
    ['-- nothing', /no SQL given/],
    ["SELECT * FROM read_csv('@/../outside.csv')", /Permission Error/],
    ["SELECT * FROM read_text('@/raw/one.json')", /Permission Error/],
    ["SELECT * FROM glob('/etc/*')", /Permission Error/],
    ['SELECT nothing FROM security_events', /nothing/],
  ])('refuses %s', async (sql, message) => {
    const before = readdirSync(directory, { recursive: true });

    await expect(lake.query(sql.replace('@', directory))).rejects.toThrow(message);

    expect(readdirSync(directory, { recursive: true })).toEqual(before);
  });

  it('goes on after a mistake, one query after the other', async () => {
    const answers = await Promise.allSettled([
      lake.query('SELEC 1'),
      lake.query('SELECT count(*) FROM security_events WHERE day = 12'),
      lake.query('SELECT count(*) FROM security_events WHERE day = 13'),
    ]);

    expect(
      answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.rows : answer.status)),
    ).toEqual(['rejected', [[56]], [[64]]]);
  });

  it('is an empty table where nothing was ingested', async () => {
    const empty = await openLake(join(directory, 'none'));

    const { columns, rows, read } = await empty.query('SELECT * FROM security_events');
    empty.close();

    expect(columns).toEqual([
      ...COLUMNS.map((column) => column.name),
      'year',
      'month',
      'day',
      'hour',
      'event_category',
    ]);
    expect(rows).toEqual([]);
    expect(read).toEqual({ files: 0, bytes: 0, rows: 0 });
  });
});
