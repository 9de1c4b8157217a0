import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kumomori, scratchFolder, treeOf, write } from './support/cli';

const folder = scratchFolder();
const rules = (...args: string[]) => kumomori(['rules', ...args]);
const RULE = [
  'title: Bucket deleted',
  'id: 00000000-0000-4000-8000-000000000001',
  'logsource: { product: aws, service: cloudtrail }',
  'detection:',
  '  s: { eventName: DeleteBucket }',
  '  condition: s',
  'level: low',
].join('\n');
const RECORD = {
  eventVersion: '1.08',
  userIdentity: { type: 'IAMUser', userName: 'alice', accountId: '111122223333' },
  eventTime: '2024-08-12T10:30:00Z',
  eventID: '00000000-0000-4000-8000-000000000001',
  eventName: 'DeleteBucket',
  eventSource: 's3.amazonaws.com',
  awsRegion: 'us-east-1',
  recipientAccountId: '111122223333',
};
const withTest = (matches: boolean) =>
  `${RULE}\ntests:\n  - name: t\n    matches: ${matches}\n    event: ${JSON.stringify(RECORD)}\n`;

describe('kumomori rules test', () => {
  it('passes the shipped rules', () => {
    const { status, stdout } = rules('test');

    expect(stdout).toMatch(
      /^\d+ rules and \d+ correlations, \d+ tests, 0 failed, 0 errors, 0 rules without tests\n$/,
    );
    expect(status).toBe(0);
  });

  it('names each failure with its file and line, and fails', () => {
    const file = write(folder(), 'rule.yml', withTest(false));
    const { status, stdout } = rules('test', folder());

    expect(stdout).toContain(`${file}:9: Bucket deleted: "t": expected no match, got a match\n`);
    expect(status).toBe(1);
  });

  it('fails on a rule that does not load', () => {
    write(folder(), 'rule.yml', 'title: x');
    const { status, stdout } = rules('test', '--json', folder());

    expect(JSON.parse(stdout)).toMatchObject({ rules: 0, tests: 0 });
    expect(status).toBe(1);
  });

  it('asks for a folder that is there', () => {
    expect(rules('test', join(folder(), 'none'))).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no such folder or file of rules'),
    });
  });
});

describe('kumomori rules lint', () => {
  it('has no remark on the shipped rules', () => {
    expect(rules('lint', '--strict')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('0 errors, 0 warnings'),
    });
  });

  it('warns without failing, unless it is strict', () => {
    write(folder(), 'rule.yml', RULE);

    expect(rules('lint', folder())).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('alert is missing'),
    });
    expect(rules('lint', '--strict', folder()).status).toBe(1);
  });

  it('lists fields that a source can never supply', () => {
    write(folder(), 'rule.yml', RULE.replace('eventName', 'evntName'));

    expect(rules('lint', '--fields', folder()).stdout).toContain('aws-cloudtrail has no evntName\n');
  });
});

describe('kumomori rules new', () => {
  it('writes a rule that has no remark and whose tests pass, and never writes over it', () => {
    const { stdout } = rules('new', 'bucket-gone', '--out', folder());

    expect(stdout).toBe(`${join(folder(), 'bucket-gone.yml')}\n`);
    expect(rules('lint', '--strict', folder()).status).toBe(0);
    expect(rules('test', folder()).status).toBe(0);
    expect(rules('new', 'bucket-gone', '--out', folder()).status).toBe(2);
  });

  it('asks for a name', () => {
    expect(rules('new').status).toBe(2);
  });
});

describe('kumomori rules coverage', () => {
  it('prints a layer for ATT&CK Navigator', () => {
    const layer = JSON.parse(rules('coverage', '--format', 'navigator').stdout);

    expect(layer.versions.layer).toBe('4.5');
    expect(layer.techniques.length).toBeGreaterThan(10);
  });

  it('prints a table by technique and source', () => {
    expect(rules('coverage').stdout).toMatch(/T1685\.002 +aws-cloudtrail +\d+ /);
  });

  it('knows its formats', () => {
    expect(rules('coverage', '--format', 'svg').status).toBe(2);
  });
});

describe('kumomori rules backtest', () => {
  it('counts hits, days, entities and alerts over a lake', () => {
    const lake = join(folder(), 'lake');
    const again = {
      ...RECORD,
      eventTime: '2024-08-13T10:30:00Z',
      eventID: `${RECORD.eventID.slice(0, -1)}2`,
    };
    const log = write(folder(), 'log.ndjson', `${JSON.stringify(RECORD)}\n${JSON.stringify(again)}\n`);
    write(folder(), 'rules/rule.yml', RULE);
    kumomori(['ingest', '--lake', lake, log]);

    const { stdout } = rules('backtest', '--lake', lake, '--rules', join(folder(), 'rules'), '--json');

    expect(JSON.parse(stdout)).toEqual({
      events: 2,
      rules: 1,
      ingest_only: [],
      rows: [
        {
          rule: '00000000-0000-4000-8000-000000000001',
          title: 'Bucket deleted',
          level: 'low',
          hits: 2,
          alerts: 2,
          days: { '2024-08-12': 1, '2024-08-13': 1 },
          entities: [{ name: 'alice', hits: 2 }],
        },
      ],
    });
  });
});

describe('kumomori rules publish and verify', () => {
  const keys = () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    return {
      secret: write(folder(), 'secret.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
      open: write(folder(), 'open.pem', publicKey.export({ type: 'spki', format: 'pem' }).toString()),
    };
  };
  const publish = (key: string, out: string) =>
    rules('publish', join(folder(), 'rules'), '--out', join(folder(), out), '--key', key);

  it('writes the same bytes each time, and finds what was changed', () => {
    const { secret, open } = keys();
    write(folder(), 'rules/aws/rule.yml', withTest(true));

    expect([publish(secret, 'one').status, publish(secret, 'two').status]).toEqual([0, 0]);
    expect(treeOf(join(folder(), 'one'))).toEqual(treeOf(join(folder(), 'two')));

    const bundle = join(folder(), 'one', readdirSync(join(folder(), 'one'))[0] ?? '');
    expect(rules('verify', bundle, '--key', open).status).toBe(0);

    const rule = join(bundle, 'rules', 'aws', 'rule.yml');
    writeFileSync(rule, `${readFileSync(rule, 'utf8')}#`);
    expect(rules('verify', bundle, '--key', open)).toMatchObject({
      status: 1,
      stdout: 'rules/aws/rule.yml: is not what was signed\n',
    });
  });

  it('publishes no rule whose tests fail', () => {
    const { secret } = keys();
    write(folder(), 'rules/rule.yml', withTest(false));

    expect(publish(secret, 'out')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('nothing is published'),
    });
  });
});
