import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import type { JsonObject } from '../../../lib/json';
import { describeWith, SHARED } from '../../support/needs';
import { kumomori, ndjson, scratchFolder, write } from './support/cli';

const folder = scratchFolder();

const RULE = `title: Bucket deleted
id: 00000000-0000-4000-8000-000000000001
logsource: { product: aws, service: cloudtrail }
detection:
  s: { eventName: DeleteBucket }
  condition: s
level: low
`;

const MANY = `title: Many buckets deleted
id: 00000000-0000-4000-8000-000000000002
correlation:
  type: event_count
  rules: [00000000-0000-4000-8000-000000000001]
  group-by: [userIdentity.userName]
  timespan: 10m
  condition: { gte: 3 }
level: high
alert: { owner: soc, runbook: Look. }
`;

const filter = (expiry: string) => `title: The clean-up job may
id: 00000000-0000-4000-8000-000000000003
logsource: { product: aws, service: cloudtrail }
filter:
  rules: [00000000-0000-4000-8000-000000000001]
  selection: { userIdentity.userName: janitor }
  condition: not selection
owner: platform
expiry: ${expiry}
`;

/** A deletion, so many minutes after half past ten. */
const deletion = (minute: number, userName = 'alice'): JsonObject => ({
  eventVersion: '1.08',
  userIdentity: { type: 'IAMUser', userName, accountId: '111122223333' },
  eventTime: `2024-08-12T10:${30 + minute}:00Z`,
  eventID: `00000000-0000-4000-8000-0000000000${30 + minute}`,
  eventName: 'DeleteBucket',
  eventSource: 's3.amazonaws.com',
  awsRegion: 'us-east-1',
  sourceIPAddress: '198.51.100.7',
  recipientAccountId: '111122223333',
});

/** One file a deletion, the latest first by name. */
function writeLogs(userName?: string): string {
  for (const minute of [0, 1, 2]) {
    write(folder(), `logs/${9 - minute}.json`, JSON.stringify(deletion(minute, userName)));
  }
  return join(folder(), 'logs');
}

function detect(logs: string, format = 'matches', ...more: string[]) {
  const run = kumomori([
    'detect',
    '--format',
    format,
    ...more,
    '--rules',
    join(folder(), 'rules'),
    '--',
    logs,
  ]);
  return { ...run, found: ndjson<JsonObject>(run.stdout) };
}

describe('kumomori detect', () => {
  it('correlates over all files, whatever their order; the rules below it say nothing alone', () => {
    write(folder(), 'rules/rule.yml', RULE);
    write(folder(), 'rules/many.yml', MANY);

    const { found, stderr } = detect(writeLogs());

    expect(stderr).not.toContain('single-event');
    expect(found).toEqual([
      {
        rule_id: '00000000-0000-4000-8000-000000000002',
        title: 'Many buckets deleted',
        level: 'high',
        finding_uid: expect.stringMatching(/^[0-9a-f]{32}$/),
        group: { 'userIdentity.userName': 'alice' },
        event_uids: [30, 31, 32].map((minute) => deletion(minute - 30).eventID),
      },
    ]);
  });

  it('lets the rules raise findings of their own where the correlation says so', () => {
    write(folder(), 'rules/rule.yml', RULE);
    write(folder(), 'rules/many.yml', MANY.replace('  timespan', '  generate: true\n  timespan'));

    expect(detect(writeLogs()).found.map(({ level }) => level)).toEqual(['low', 'low', 'low', 'high']);
  });

  it('writes the finding with its terms and evidences', () => {
    write(folder(), 'rules/rule.yml', RULE);
    write(folder(), 'rules/many.yml', MANY);

    expect(detect(writeLogs(), 'findings').found).toMatchObject([
      {
        class_uid: 2004,
        severity: 'High',
        cloud: { provider: 'AWS', account: { uid: '111122223333' } },
        evidences: [{ api: { operation: 'DeleteBucket' } }, {}, {}],
        unmapped: {
          level: 'high',
          owner: 'soc',
          dedup: [{ field: 'userIdentity.userName', values: ['alice'] }],
          correlation: { type: 'event_count', count: 3 },
        },
      },
    ]);
  });

  it('leaves out what a filter excepts, also from correlations, and names it in other findings', () => {
    write(folder(), 'rules/rule.yml', RULE);
    write(folder(), 'rules/many.yml', MANY.replace('  timespan', '  generate: true\n  timespan'));
    write(folder(), 'rules/filter.yml', filter('2999-12-31'));

    expect(detect(writeLogs('janitor')).found).toEqual([]);
    expect(detect(writeLogs(), 'findings').found[0]).toMatchObject({
      metadata: {
        tags: expect.arrayContaining([
          { name: 'sigma_filter', value: '00000000-0000-4000-8000-000000000003' },
        ]),
      },
    });
  });

  it('tells of a filter whose time is over, and matches again', () => {
    write(folder(), 'rules/rule.yml', RULE);
    write(folder(), 'rules/filter.yml', filter('2020-01-31'));

    const { found, stderr } = detect(writeLogs('janitor'));

    expect(found).toHaveLength(3);
    expect(stderr).toContain('expired on 2020-01-31: not in use; ask platform');
  });
});

describe('kumomori rules', () => {
  it('publishes no correlation whose tests fail', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const key = write(folder(), 'key.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    write(folder(), 'rules/rule.yml', RULE);
    const events = JSON.stringify([deletion(0), deletion(1)]);
    write(folder(), 'rules/many.yml', `${MANY}tests:\n  - { name: two, matches: true, events: ${events} }\n`);

    const published = kumomori([
      'rules',
      'publish',
      join(folder(), 'rules'),
      '--out',
      folder(),
      '--key',
      key,
    ]);
    const tested = kumomori(['rules', 'test', join(folder(), 'rules')]);

    expect(published).toMatchObject({ status: 2, stderr: expect.stringContaining('expected a finding') });
    expect(tested.stdout).toContain(
      'many.yml:12: Many buckets deleted: "two": expected a finding, got 0 of 2 hits',
    );
    expect(tested.stdout).toContain('1 rules and 1 correlations, 1 tests, 1 failed');
  });

  it('backtests correlations over a lake', () => {
    write(folder(), 'rules/rule.yml', RULE);
    write(folder(), 'rules/many.yml', MANY);
    const lake = join(folder(), 'lake');
    kumomori(['ingest', '--lake', lake, writeLogs()]);

    const { stdout } = kumomori([
      'rules',
      'backtest',
      '--json',
      '--lake',
      lake,
      '--rules',
      join(folder(), 'rules'),
    ]);

    expect(JSON.parse(stdout)).toMatchObject({
      events: 3,
      rules: 2,
      rows: [{ title: 'Many buckets deleted', hits: 1, alerts: 1, entities: [{ name: 'alice', hits: 1 }] }],
    });
  });
});

describe('placeholders', () => {
  const EXPAND = RULE.replace('eventName: DeleteBucket', "userIdentity.userName|expand: '%janitors%'");
  const CONFIG = `version: 1
lifecycle: trial
volume: startup
gcp: { organization_id: '123456789012', project_id: acme-security, home_location: asia-northeast1 }
`;

  it('of the configuration make a rule match', () => {
    write(folder(), 'rules/rule.yml', EXPAND);
    const config = write(
      folder(),
      'platform.yaml',
      `${CONFIG}detections: { placeholders: { janitors: [broom, janitor] } }\n`,
    );

    expect(detect(writeLogs('janitor'), 'matches', '--config', config).found).toHaveLength(3);
    expect(detect(writeLogs('alice'), 'matches', '--config', config).found).toEqual([]);
  });

  it('that are missing are told with the rule’s line and the key to set', () => {
    const file = write(folder(), 'rules/rule.yml', EXPAND);
    const config = write(folder(), 'platform.yaml', CONFIG);

    expect(detect(writeLogs(), 'matches', '--config', config).stderr).toContain(
      `${file}:5: userIdentity.userName|expand: modifier expand placeholder %janitors% has no values: ` +
        'give it some in the configuration, under detections.placeholders.janitors',
    );
  });

  describeWith(['shared'], 'of SigmaHQ’s rules', () => {
    const rules = join(SHARED, 'sigma', 'rules-placeholder');
    const PLACEHOLDERS = `detections:
  placeholders:
    legtimate_identifiers: [acme.example]
    Legitimate_Countries: [JP]
    Legitimate_IP_Ranges: [198.51.100.7]
    Known_Location: [Tokyo]
    HomeTenantID: [0a1b2c3d-0000-4000-8000-000000000001]
`;

    it('load all four, and one tells known addresses from others', () => {
      const config = write(folder(), 'platform.yaml', CONFIG + PLACEHOLDERS);
      const signIn = (minute: number, sourceIPAddress: string) => ({
        ...deletion(minute),
        eventName: 'ConsoleLogin',
        eventSource: 'signin.amazonaws.com',
        responseElements: { ConsoleLogin: 'Success' },
        sourceIPAddress,
      });
      const known = write(folder(), 'known.json', JSON.stringify(signIn(0, '198.51.100.7')));
      const other = write(folder(), 'other.json', JSON.stringify(signIn(1, '203.0.113.9')));

      const tested = kumomori(['--config', config, 'rules', 'test', '--json', rules]);
      const { stdout } = kumomori([
        '--config',
        config,
        'detect',
        '--format',
        'matches',
        '--rules',
        rules,
        '--',
        known,
        other,
      ]);

      expect(JSON.parse(tested.stdout)).toMatchObject({ rules: 4, errors: 0 });
      expect(ndjson<JsonObject>(stdout)).toMatchObject([
        { title: 'AWS Console Login Monitoring', path: other },
      ]);
    });
  });
});
