import { join } from 'node:path';
import { kumomori, scratchFolder, write } from './support/cli';

const folder = scratchFolder();
const query = (...args: string[]) => kumomori(['query', '--lake', join(folder(), 'lake'), ...args]);

describe('kumomori query', () => {
  beforeEach(() => {
    const record = {
      eventVersion: '1.08',
      userIdentity: { type: 'IAMUser', userName: '=cmd|calc\u001b[31m', accountId: '012345678901' },
      eventTime: '2024-08-12T10:30:00Z',
      eventName: 'ListBuckets',
      eventSource: 's3.amazonaws.com',
      awsRegion: 'us-east-1',
      recipientAccountId: '012345678901',
    };
    const log = write(folder(), 'log.json', JSON.stringify(record));
    kumomori(['ingest', '--lake', join(folder(), 'lake'), log]);
  });

  it('prints JSON with numbers as numbers and account ids whole', () => {
    const { stdout } = query('--json', 'SELECT timestamp, account_uid FROM security_events');

    expect(JSON.parse(stdout)).toEqual([{ timestamp: 1723458600000, account_uid: '012345678901' }]);
  });

  it('prints a table in which a hostile name cannot drive the terminal', () => {
    const { stdout } = query('SELECT user_id FROM security_events');

    expect(stdout).toContain('=cmd|calc\\u001b[31m');
    expect(stdout).not.toContain('\u001b');
  });

  it('prints CSV in which a hostile name is no formula', () => {
    const { stdout } = query('--csv', 'SELECT user_id, 1 - 3 AS n FROM security_events');

    expect(stdout.split('\r\n').slice(0, 2)).toEqual(['user_id,n', "'=cmd|calc\u001b[31m,-2"]);
  });

  it('says how much was read when asked', () => {
    const { stderr } = query(
      '--stats',
      'SELECT count(*) FROM security_events WHERE year = 2024 AND month = 8 AND day = 12 AND hour = 11',
    );

    expect(stderr.trim()).toBe('read 0 files, 0 rows, 0 bytes');
  });

  it.each([
    ['SELECT nope FROM security_events', 'nope'],
    ["COPY security_events TO 'out.csv'", 'query:'],
    ["SELECT * FROM read_text('/etc/passwd')", 'query:'],
  ])('refuses %s with status 2', (sql, message) => {
    const { status, stderr } = query(sql);

    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});
