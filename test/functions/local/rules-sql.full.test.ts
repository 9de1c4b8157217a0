import { join } from 'node:path';
import { kumomori, scratchFolder, write } from './support/cli';

const folder = scratchFolder();
const RULES = `
title: Bucket deleted
id: 00000000-0000-4000-8000-000000000001
name: bucket_deleted
logsource: { product: aws, service: cloudtrail }
detection:
  s: { eventName: DeleteBucket, userIdentity.userName: Alice }
  condition: s
level: low
---
title: Alice somewhere
id: 00000000-0000-4000-8000-000000000002
logsource: { product: aws, service: cloudtrail }
detection:
  s:
    userIdentity.userName|startswith: ali
  condition: s
level: low
---
title: Buckets deleted
id: 00000000-0000-4000-8000-000000000003
correlation: { type: event_count, rules: [bucket_deleted], group-by: [awsRegion], timespan: 1h, condition: { gte: 2 } }
level: high
`;
const record = (id: number, userName: string) => ({
  eventVersion: '1.08',
  userIdentity: { type: 'IAMUser', userName, accountId: '111122223333' },
  eventTime: `2024-08-12T10:3${id}:00Z`,
  eventID: `00000000-0000-4000-8000-00000000000${id}`,
  eventName: 'DeleteBucket',
  eventSource: 's3.amazonaws.com',
  awsRegion: 'us-east-1',
  recipientAccountId: '111122223333',
});
const CONFIG = `version: 1
lifecycle: trial
volume: startup
privacy: { identities: tokenize, token_key: tokens }
aws:
  home_region: us-east-1
  accounts:
    - { name: Security, id: "222222222222", role: security }
`;

const rulesFolder = () => {
  write(folder(), join('rules', 'rules.yml'), RULES);
  return join(folder(), 'rules');
};
const sql = (...args: string[]) => kumomori(['rules', 'sql', ...args, '--rules', rulesFolder()]);

describe('kumomori rules sql', () => {
  it('prints the query of a rule by name, for an engine and a time', () => {
    const { status, stdout } = sql(
      'Bucket_Deleted',
      '--engine',
      'athena',
      '--from',
      '2024-08-12',
      '--to',
      '2024-08-12T12:00:00Z',
    );

    expect(status).toBe(0);
    expect(stdout).toContain('-- Bucket deleted (low, 00000000-0000-4000-8000-000000000001)\nSELECT ');
    expect(stdout).toContain('"year" = 2024 AND "month" = 8 AND "day" = 12 AND "hour" BETWEEN 0 AND 12');
    expect(stdout).toContain("= 'deletebucket'");
    expect(stdout).toMatch(/LIMIT 1000;\n\n$/);
  });

  it('prints all rules and correlations, and what an engine cannot say', () => {
    expect(sql().stdout.match(/^-- .*/gm)).toHaveLength(3);
    expect(sql('--engine', 'trino')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(
        /rules\.yml:\d+: warning: not in SQL \(trino\): the engine counts no distinct/,
      ),
    });
  });

  it.each([
    ['nothing', 'nothing: no rule or correlation has that id, name or title'],
    ['--engine=spark', '--engine spark: no such engine; one of duckdb, athena, trino'],
    ['--source=x', '--source x: no such source'],
    ['--from=yesterday', '--from yesterday: no time'],
  ])('refuses %s', (argument, message) => {
    expect(sql(argument)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
  });
});

describe('kumomori query --rule, over a lake whose identities are tokens', () => {
  const setUp = () => {
    const records = [record(0, 'alice'), record(1, 'ALICE'), record(2, 'bob')];
    const log = write(folder(), 'log.json', JSON.stringify({ Records: records }));
    const config = write(folder(), 'platform.yaml', CONFIG);
    write(folder(), 'tokens.key', 'k'.repeat(64));
    const lake = ['--lake', join(folder(), 'lake')];
    const run = (...args: string[]) => kumomori(['--config', config, ...args]);
    expect(run('ingest', log, ...lake, '--rules', rulesFolder())).toMatchObject({ stderr: '', status: 0 });
    return (rule: string) => run('query', ...lake, '--rules', rulesFolder(), '--json', '--rule', rule);
  };

  it('finds who the rule names by token', () => {
    const rows = JSON.parse(setUp()('Bucket deleted').stdout);

    expect(rows.map((row: { event_uid: string }) => row.event_uid.at(-1))).toEqual(['1', '0']);
    expect(rows[0].actor_name).toMatch(/^tok_/);
  });

  it('finds the windows of a correlation', () => {
    expect(JSON.parse(setUp()('Buckets deleted').stdout)).toMatchObject([{ group_0: 'us-east-1', count: 2 }]);
  });

  it('says why a pattern cannot be tried on tokens', () => {
    expect(setUp()('Alice somewhere')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(
        /rules\.yml:\d+: warning: not in SQL \(duckdb\): "userIdentity\.userName" is a token/,
      ),
    });
  });

  it('wants SQL or a rule', () => {
    expect(kumomori(['query', '--lake', join(folder(), 'lake')])).toMatchObject({ status: 2 });
  });
});
