import { mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kumomori, treeOf, write } from './support/cli';

/** One lake for all: a replay leaves it as it is. */
const folder = mkdtempSync(join(tmpdir(), 'kumomori-replay-'));
const lake = join(folder, 'lake');
const replay = (...args: string[]) => kumomori(['replay', '--lake', lake, ...args]);

const call = (eventTime: string) =>
  JSON.stringify({
    eventVersion: '1.08',
    userIdentity: { type: 'IAMUser', userName: 'taro', accountId: '012345678901' },
    eventTime,
    eventID: eventTime,
    eventName: 'StopLogging',
    eventSource: 'cloudtrail.amazonaws.com',
    awsRegion: 'us-east-1',
    recipientAccountId: '012345678901',
  });
const FLOW = '2 012345678901 eni-1 10.0.0.1 10.0.0.2 1 2 6 1 40 1723716000 1723716060 ACCEPT OK\n';

describe('kumomori replay', () => {
  beforeAll(() => {
    const logs: readonly [string, string][] = [
      ['monday.json', call('2024-08-12T10:30:00Z')],
      ['tuesday.json', call('2024-08-13T10:30:00Z')],
      ['thursday.log', FLOW],
    ];
    for (const [name, text] of logs) {
      const path = write(folder, name, text);
      utimesSync(path, 1_720_000_000, 1_720_000_000);
      kumomori(['ingest', '--lake', lake, path]);
    }
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['all', [], 3],
    ['by the time of events', ['--from', '2024-08-12', '--to', '2024-08-13'], 1],
    ['by the time files were written', ['--from', '2024-07-03', '--to', '2024-07-04'], 3],
    ['of no such time', ['--from', '2023-01-01', '--to', '2023-01-02'], 0],
    ['by source', ['--source', 'aws-vpc-flow'], 1],
    ['by both', ['--source', 'aws-vpc-flow', '--from', '2024-08-12', '--to', '2024-08-13'], 0],
  ])('chooses batches %s', (_, args, batches) => {
    const { stdout, status } = replay('--dry-run', ...args);

    expect(stdout).toBe(`${batches} batches of ${batches} inputs would be made again\n`);
    expect(status).toBe(0);
  });

  it('makes those alone again, and leaves the lake as it was when nothing else changed', () => {
    const before = treeOf(lake);

    const { stdout } = replay('--json', '--from', '2024-08-12', '--to', '2024-08-13');

    expect(JSON.parse(stdout)).toMatchObject({ batches: 1, inputs: 1, events: 1, quarantined: 0 });
    expect(treeOf(lake)).toEqual(before);
  });

  it.each([
    [['--from', '2024-08-12'], 'give both'],
    [['--from', 'noon', '--to', 'night'], '--from noon: no time'],
    [['--source', 'nobody'], '--source nobody: no such source'],
    [['--target', 'azure'], '--target azure: no such target'],
    [['--batch', 'none'], '--batch none: no such batch'],
  ])('refuses %j with status 2', (args, message) => {
    const { status, stderr } = replay(...args);

    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});
