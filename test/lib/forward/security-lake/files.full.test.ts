import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { SecurityLakeDestination } from '../../../../lib/forward/destination';
import type { Line } from '../../../../lib/forward/parcel';
import { toOlderOcsf } from '../../../../lib/forward/security-lake/convert';
import { lakeFiles } from '../../../../lib/forward/security-lake/files';
import { OLDER_CLASSES } from '../../../../lib/forward/security-lake/since-1-3.generated';
import { isObject, type JsonValue } from '../../../../lib/json';
import { loadZstd } from '../../../../lib/lake/parquet/zstd';
import type { OcsfEvent } from '../../../../lib/ocsf/event';
import { ClassUid } from '../../../../lib/ocsf/types.generated';
import { outputDirectory, removeOutputs } from '../../../infra/support';
import { describeWith } from '../../../support/needs';
import { readBack } from '../../lake/parquet/read-back';
import { apiEvent } from '../../ocsf/events';
import { eventOf, findingLine, LAKE, lineOf } from '../support';
import { corpusEvents, fixtureEvents } from './real-events';

afterAll(removeOutputs);

const EVERY_CLASS: SecurityLakeDestination = {
  ...LAKE,
  customSources: OLDER_CLASSES.map((name) => ({
    classUid: ClassUid[name],
    bucket: 'security-lake',
    prefix: `ext/${name}/`,
    role: 'arn:aws:iam::1:role/any',
  })),
};

const filesOf = async (lines: readonly Line[], destination = LAKE, name = 'n1') =>
  lakeFiles(lines, destination, name, await loadZstd());
const line = (event: OcsfEvent): Line => ({ source: 'aws-cloudtrail', event });

describe('files for Security Lake', () => {
  it('are one a class, account and day, below the location of the custom source', async () => {
    const nextDay = { ...eventOf('b'), time: eventOf('b').time + 86_400_000 };
    const { files } = await filesOf([lineOf('a'), line(nextDay), findingLine('f')]);

    expect(files.map(({ key, events }) => [key, events])).toEqual([
      ['ext/acme-api/region=ap-northeast-1/accountId=123456789012/eventDay=20240812/n1.parquet', 1],
      ['ext/acme-api/region=ap-northeast-1/accountId=123456789012/eventDay=20240813/n1.parquet', 1],
      [expect.stringMatching(/^ext\/acme-find\/region=ap-northeast-1\/accountId=\w+\/eventDay=\d{8}\/n1/), 1],
    ]);
  });

  it.each([
    ['of another cloud', { provider: 'Azure', account: { uid: '0a1b/../x=1' } }, 'external_0a1b_.._x_1'],
    ['unknown', { provider: 'AWS' }, 'external'],
    ['of AWS', { provider: 'AWS', account: { uid: '123456789012' } }, '123456789012'],
  ])('name an account that is %s', async (_, cloud, expected) => {
    const [file] = (await filesOf([line(apiEvent({ cloud }))])).files;

    expect(file?.key).toContain(`/accountId=${expected}/`);
  });

  it('are the same bytes for the same events, in the order of time', async () => {
    const lines = [3, 1, 2].map((n) => line({ ...eventOf(`e${n}`), time: 1723458600000 + n }));

    const [first] = (await filesOf(lines)).files;
    const [second] = (await filesOf(lines)).files;
    const rows = await readBack(first?.body ?? new Uint8Array(0));

    expect(Buffer.from(first?.body ?? '').equals(Buffer.from(second?.body ?? 'x'))).toBe(true);
    expect(rows.map(({ time }) => time)).toEqual([1723458600001, 1723458600002, 1723458600003]);
  });

  it('have no place for classes without a custom source, and keep none back for them', async () => {
    const { files, refused } = await filesOf([lineOf('a'), line({ ...eventOf('b'), class_uid: 3002 })]);

    expect(files).toHaveLength(1);
    expect(refused).toEqual([
      expect.objectContaining({ reason: expect.stringContaining('no custom source for class 3002') }),
    ]);
  });
});

describe.each([['fixtures', fixtureEvents]])('the events of %s', (_, events) => {
  it('are read back as they were, to their depth', async () => expectReadBack(await events()));
});

describeWith(['shared'], 'the events of real logs', () => {
  it('are read back as they were, to their depth', async () => expectReadBack(await corpusEvents()));

  it('are what DuckDB sees, too', async () => {
    const folder = outputDirectory();
    const { files } = await filesOf((await corpusEvents()).map(line), EVERY_CLASS);
    for (const [index, { body }] of files.entries()) {
      writeFileSync(join(folder, `${index}.parquet`), body);
    }
    const db = await (await DuckDBInstance.create()).connect();
    const from = (index: string) =>
      `read_parquet('${join(folder, `${index}.parquet`)}', union_by_name = true)`;

    const counted = await db.runAndReadAll(`SELECT count(*)::INT AS n FROM ${from('*')}`);
    const api = files.findIndex(({ source }) => source.classUid === 6003);
    const asked = await db.runAndReadAll(
      `SELECT count(*)::INT AS n FROM ${from(String(api))}
       WHERE actor.user IS NOT NULL AND api.operation IS NOT NULL AND metadata.product.vendor_name IS NOT NULL
         AND len(metadata.profiles) > 0 AND class_uid = 6003 AND type_uid BETWEEN 600300 AND 600399`,
    );

    expect(counted.getRowObjectsJson()).toEqual([{ n: files.reduce((sum, { events }) => sum + events, 0) }]);
    expect(Number(asked.getRowObjectsJson()[0]?.n)).toBeGreaterThan(0);
  });
});

/** Every event, converted, must stand in the files just as it is: nothing lost, renamed, retyped or moved. */
async function expectReadBack(events: readonly OcsfEvent[]): Promise<void> {
  const taken = events.filter(({ class_uid }) =>
    EVERY_CLASS.customSources.some(({ classUid }) => classUid === class_uid),
  );
  const { files, refused } = await filesOf(taken.map(line), EVERY_CLASS);
  const rows: unknown[] = [];
  for (const { body } of files) {
    rows.push(...(await readBack(body)).map((row) => JSON.stringify(canonical(row))));
  }

  expect(refused).toEqual([]);
  expect(taken.length).toBeGreaterThan(0);
  expect(rows.sort()).toEqual(taken.map((event) => JSON.stringify(canonical(toOlderOcsf(event)))).sort());
}

/** In one order, without what is empty, free objects and values as JSON text. */
function canonical(value: unknown, key = ''): unknown {
  if (typeof value === 'bigint') {
    return Number(value);
  }
  if (FREE.has(key) && value !== null && value !== undefined) {
    return typeof value === 'string' ? value : JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return value.map((one) => canonical(one));
  }
  if (isObject(value as JsonValue)) {
    const entries = Object.entries(value as object)
      .map(([name, one]) => [name, canonical(one, name)] as const)
      .filter(([, one]) => !isEmpty(one))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries);
  }
  return value;
}

const isEmpty = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);

/** Attributes whose content OCSF leaves free. */
const FREE = new Set(['unmapped', 'data']);
