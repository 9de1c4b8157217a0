import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kumomori, ndjson, scratchFolder, write } from './support/cli';

const folder = scratchFolder();
const TRAIL_STOPPED = {
  eventVersion: '1.09',
  userIdentity: {
    type: 'IAMUser',
    userName: 'aiko',
    arn: 'arn:aws:iam::012345678901:user/aiko',
    accountId: '012345678901',
  },
  eventTime: '2024-08-12T10:30:00Z',
  eventSource: 'cloudtrail.amazonaws.com',
  eventName: 'StopLogging',
  awsRegion: 'us-east-1',
  sourceIPAddress: '198.51.100.7',
  requestParameters: { name: 'org' },
  eventID: '0a1b2c3d-0000-4000-8000-000000000001',
  recipientAccountId: '012345678901',
};

describe('kumomori detect', () => {
  it('writes matches that name rule, event, file and record', () => {
    const log = write(
      folder(),
      'log.ndjson',
      `${JSON.stringify({ ...TRAIL_STOPPED, eventName: 'ListTrails' })}\n${JSON.stringify(TRAIL_STOPPED)}\n`,
    );

    const { stdout, status } = kumomori(['detect', '--format', 'matches', log]);

    expect(status).toBe(0);
    expect(ndjson(stdout)).toEqual([
      {
        rule_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        title: 'CloudTrail stopped or deleted',
        level: 'high',
        event_uid: '0a1b2c3d-0000-4000-8000-000000000001',
        path: log,
        record: 1,
      },
    ]);
  });

  it('writes valid findings, the same ones every time', () => {
    const log = write(folder(), 'log.json', JSON.stringify(TRAIL_STOPPED));

    const [first, second] = [1, 2].map(() => kumomori(['detect', log]).stdout);
    const findings = write(folder(), 'findings.ndjson', first ?? '');

    expect(second).toBe(first);
    expect(ndjson(first ?? '')).toMatchObject([
      { class_uid: 2004, message: expect.stringContaining('aiko') },
    ]);
    expect(kumomori(['validate-ocsf', findings]).stdout).toBe('1 events, 0 not valid\n');
  });

  it('goes on with the good rules and tells of the broken one', () => {
    write(
      folder(),
      'rules/broken.yml',
      'title: Broken\nlogsource: { product: aws }\ndetection: { a: { eventName|contian: x }, condition: a }\n',
    );
    write(
      folder(),
      'rules/good.yml',
      'title: Good\nid: 5d1f9a3e-61f4-4b52-9a0a-6f6a2d6f4b11\nlogsource: { product: aws, service: cloudtrail }\ndetection: { a: { eventName: StopLogging }, condition: a }\nlevel: low\n',
    );
    const log = write(folder(), 'log.json', JSON.stringify(TRAIL_STOPPED));

    const { stdout, stderr } = kumomori([
      'detect',
      '--rules',
      join(folder(), 'rules'),
      '--format',
      'matches',
      log,
    ]);

    expect(ndjson(stdout)).toMatchObject([{ title: 'Good' }]);
    expect(stderr).toContain('broken.yml:3');
  });
});

describe('kumomori validate-ocsf', () => {
  it('names event, path and problem, and ends with status 3', () => {
    const events = write(folder(), 'events.ndjson', '{"class_uid":6003,"activity_id":1}\n');

    const { status, stdout } = kumomori(['validate-ocsf', events]);

    expect(status).toBe(3);
    expect(stdout).toContain(`${events}[0]: error: metadata: required`);
  });

  it('says which line is not JSON', () => {
    const events = write(folder(), 'events.ndjson', '{}\n{broken\n');

    expect(kumomori(['validate-ocsf', events]).stderr).toContain('events.ndjson:2: not JSON');
  });
});

describe('kumomori init', () => {
  it('writes a configuration that validates, and does not replace one', () => {
    const file = join(folder(), 'platform.yaml');
    const init = (...more: string[]) =>
      kumomori(['init', file, '--aws-account', '012345678901', '--aws-region', 'ap-northeast-1', ...more]);

    const first = init();
    const again = init();

    expect(first.status).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('"012345678901"');
    expect(kumomori(['config', 'validate', file]).stdout).toContain('valid; kumomori, trial, startup, AWS');
    expect([again.status, again.stderr]).toEqual([2, expect.stringContaining('--force replaces it')]);
    expect(init('--force').status).toBe(0);
  });

  it('tells what is wrong with an answer', () => {
    const { status, stderr } = kumomori([
      'init',
      join(folder(), 'p.yaml'),
      '--aws-account',
      '12',
      '--aws-region',
      'nowhere',
    ]);

    expect(status).toBe(2);
    expect(stderr).toContain('must be 12 digits in quotes');
    expect(stderr).toContain('must be an AWS region');
  });
});

describe('kumomori config, sources and doctor', () => {
  it('reports every problem of a configuration with its line', () => {
    const file = write(
      folder(),
      'platform.yaml',
      'version: 1\nlifecycle: prod\nvolume: midsize\nretention: { warm_days: 7 }\naws: { home_region: eu-west-1, accounts: [] }\n',
    );

    const { status, stderr } = kumomori(['config', 'validate', file]);

    expect(status).toBe(2);
    expect(stderr).toContain(`${file}:2: lifecycle must be one of trial, production, got "prod"`);
    expect(stderr).toContain(`${file}:4: retention.warm_days must exceed hot_days (30), got 7`);
  });

  it('prints the JSON Schema that editors are given', () => {
    expect(JSON.parse(kumomori(['config', 'schema']).stdout)).toMatchObject({
      title: 'Kumomori platform configuration',
    });
  });

  it('lists every source with its OCSF classes', () => {
    const sources = JSON.parse(kumomori(['sources', '--json']).stdout);

    expect(sources.map(({ id }: { id: string }) => id)).toEqual([
      'aws-cloudtrail',
      'azure-activity',
      'gcp-audit',
      'aws-vpc-flow',
      'aws-route53-resolver',
      'aws-lambda',
      'aws-guardduty',
      'aws-security-hub',
    ]);
    expect(sources[0].classes).toContain('6003 API Activity');
  });

  it('finds this machine fit, and says what to do when the configuration is not there', () => {
    const lake = join(folder(), 'lake');

    expect(
      JSON.parse(kumomori(['doctor', '--json', '--lake', lake]).stdout).every(
        ({ ok }: { ok: boolean }) => ok,
      ),
    ).toBe(true);
    expect(kumomori(['doctor', '--config', 'none.yaml', '--lake', lake])).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('none.yaml: cannot be read'),
    });
  });
});
