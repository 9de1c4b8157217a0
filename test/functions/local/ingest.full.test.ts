import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { cloudTrailRecord } from '../../../functions/local/demo/cloudtrail';
import { seeded } from '../../../functions/local/demo/random';
import { times } from '../../support/effort';
import { killAfter, kumomori, scratchFolder, treeOf, write } from './support/cli';

const START = Date.UTC(2024, 7, 12, 9, 59);
const folder = scratchFolder();

/** Three objects over two hours, one record broken, one object twice. */
function writeLogs(): string {
  const random = seeded(11);
  const object = (count: number) =>
    JSON.stringify({
      Records: Array.from({ length: count }, (_, i) => cloudTrailRecord(random, START + i * 1000)),
    });
  const first = gzipSync(object(400));
  write(folder(), 'logs/a.json.gz', first);
  write(folder(), 'logs/again/a.json.gz', first);
  write(folder(), 'logs/b.json', object(200));
  write(
    folder(),
    'logs/c.ndjson',
    '{"eventVersion": broken\n{"eventVersion":"1.08","userIdentity":{"type":"IAMUser"},"eventTime":"2024-08-12T10:30:00Z","awsRegion":"us-east-1"}\n',
  );
  return join(folder(), 'logs');
}

/** A guessed password, over two objects: four failures in one, the fifth and the sign-in in the other. */
function writeGuessing(): readonly [string, string] {
  const random = seeded(12);
  const signIn = (minute: number, outcome: string) =>
    cloudTrailRecord(random, START + minute * 60_000, {
      eventType: 'AwsConsoleSignIn',
      eventSource: 'signin.amazonaws.com',
      eventName: 'ConsoleLogin',
      recipientAccountId: '111111111111',
      userIdentity: {
        type: 'IAMUser',
        accountId: '111111111111',
        userName: 'mia',
        arn: 'arn:aws:iam::1:user/mia',
      },
      requestParameters: null,
      responseElements: { ConsoleLogin: outcome },
    });
  const early = [0, 1, 2, 3].map((minute) => signIn(minute, 'Failure'));
  const late = [signIn(4, 'Failure'), signIn(5, 'Success')];
  return [
    write(folder(), 'logs/guess-1.json', JSON.stringify({ Records: early })),
    write(folder(), 'logs/guess-2.json', JSON.stringify({ Records: late })),
  ];
}

const CORRELATED =
  "SELECT event_uid, finding_title, user_id, severity FROM security_events WHERE source = 'correlation' ORDER BY event_uid";

const ANY_CALL = `title: Any call
id: 5d1f9a3e-61f4-4b52-9a0a-6f6a2d6f4b11
status: test
level: low
logsource:
  product: aws
  service: cloudtrail
detection:
  call:
    eventName: PutObject
  condition: call
`;

const lake = (name: string) => join(folder(), name);
const ingest = (name: string, logs: string, env = {}) =>
  kumomori(['ingest', '--json', '--lake', lake(name), logs], { env });
const rows = (name: string, sql: string) =>
  JSON.parse(kumomori(['query', '--json', '--lake', lake(name), sql]).stdout);

describe('kumomori ingest', () => {
  it('writes every record once, counts it, and does nothing for the same input again', () => {
    const logs = writeLogs();

    const first = ingest('lake', logs);
    const before = treeOf(lake('lake'));
    const second = ingest('lake', logs);

    expect(first.status).toBe(3);
    expect(JSON.parse(first.stdout)).toMatchObject({
      inputs: 4,
      ingested: 3,
      received: 602,
      written: 601,
      quarantined: 1,
      events: 601,
    });
    expect(JSON.parse(second.stdout)).toMatchObject({ inputs: 4, ingested: 0, batches: 0, received: 0 });
    expect(treeOf(lake('lake'))).toEqual(before);
    expect(
      rows(
        'lake',
        "SELECT count(*) AS n, count(DISTINCT event_uid) AS uids FROM security_events WHERE event_category <> 'finding'",
      ),
    ).toEqual([{ n: 601, uids: 601 }]);
  });

  it('leaves the files of a clean run after kills at chance points', async () => {
    const logs = writeLogs();
    writeGuessing();
    ingest('clean', logs);
    expect(rows('clean', CORRELATED)).toHaveLength(1);

    for (let kill = 0; kill < times(10); kill++) {
      await killAfter(['ingest', '--lake', lake('killed'), logs], 120 + Math.floor(Math.random() * 450));
    }
    ingest('killed', logs);

    expect(treeOf(lake('killed'))).toEqual(treeOf(lake('clean')));
  });

  it('does not depend on the time zone, the locale or the home folder', () => {
    const logs = writeLogs();

    ingest('here', logs);
    ingest('there', logs, {
      TZ: 'Asia/Tokyo',
      LC_ALL: 'tr_TR.UTF-8',
      LANG: 'ja_JP.UTF-8',
      HOME: '/nonexistent',
    });

    expect(treeOf(lake('there'))).toEqual(treeOf(lake('here')));
  });

  it('makes the same lake again from raw alone', () => {
    const logs = writeLogs();
    writeGuessing();
    ingest('lake', logs);
    const before = treeOf(lake('lake'));
    rmSync(lake('lake/events'), { recursive: true });

    const replayed = kumomori(['replay', '--lake', lake('lake')]);

    expect(replayed.status).toBe(3);
    expect(treeOf(lake('lake'))).toEqual(before);
  });

  it('replaces the findings when it is replayed under other rules', () => {
    write(folder(), 'rules/any.yml', ANY_CALL);
    ingest('lake', writeLogs());
    const findings = "SELECT count(*) AS n FROM security_events WHERE event_category = 'finding'";
    const before = rows('lake', findings)[0].n;

    kumomori(['replay', '--lake', lake('lake'), '--rules', join(folder(), 'rules')]);

    const calls =
      "SELECT count(*) AS n FROM security_events WHERE operation = 'PutObject' AND event_category <> 'finding'";
    expect(rows('lake', findings)).toEqual(rows('lake', calls));
    expect(rows('lake', findings)[0].n).not.toBe(before);
  });

  it('shows in the ledger and the quarantine what became of every record', () => {
    ingest('lake', writeLogs());

    const ledger = JSON.parse(kumomori(['ledger', '--json', '--lake', lake('lake')]).stdout);
    const quarantine = JSON.parse(kumomori(['quarantine', 'list', '--json', '--lake', lake('lake')]).stdout);

    expect(ledger).toMatchObject({ balanced: true, total: { received: 602, written: 601, quarantined: 1 } });
    expect(quarantine).toMatchObject({ record: 0, records: 1, path: expect.stringContaining('c.ndjson') });
    expect(JSON.stringify(quarantine)).not.toContain('broken');
  });

  it('refuses standard input, a lake that is a file, and a lake that is not there', () => {
    const file = write(folder(), 'file', 'x');

    expect(kumomori(['ingest', '--lake', lake('x'), '-']).status).toBe(2);
    expect(kumomori(['ingest', '--lake', file, file]).stderr).toContain('is a file, a lake is a folder');
    expect(kumomori(['query', '--lake', lake('none'), 'SELECT 1']).stderr).toContain('no lake there');
  });
});

describe('correlations over a lake', () => {
  it('finds what no single input holds, and says so once', () => {
    const [early, late] = writeGuessing();

    ingest('lake', early);
    expect(rows('lake', CORRELATED)).toEqual([]);
    const second = ingest('lake', late);

    expect(rows('lake', CORRELATED)).toEqual([
      {
        event_uid: expect.stringMatching(/^[0-9a-f]{32}$/),
        finding_title: 'Console sign-in after many failures',
        user_id: 'mia',
        severity: 'High',
      },
    ]);
    expect(JSON.parse(second.stdout)).toMatchObject({ correlation_findings: 1, findings: 1 });
    expect(JSON.parse(kumomori(['ledger', '--json', '--lake', lake('lake')]).stdout)).toMatchObject({
      balanced: true,
      correlation_findings: 1,
      rows: 6 + 5,
    });
  });

  it('is the same whichever input came first, and in one batch or two', () => {
    const [early, late] = writeGuessing();
    const uids = (name: string) => rows(name, CORRELATED);

    ingest('forth', early);
    ingest('forth', late);
    ingest('back', late);
    ingest('back', early);
    kumomori(['ingest', '--lake', lake('once'), early, late]);

    expect(uids('forth')).toHaveLength(1);
    expect(uids('back')).toEqual(uids('forth'));
    expect(uids('once')).toEqual(uids('forth'));
  });

  it('changes nothing when an input is delivered again', () => {
    const [early, late] = writeGuessing();
    kumomori(['ingest', '--lake', lake('lake'), early, late]);
    const before = treeOf(lake('lake'));

    ingest('lake', late);

    expect(treeOf(lake('lake'))).toEqual(before);
  });

  it('becomes an alert, with the group it is about', () => {
    const [early, late] = writeGuessing();
    kumomori(['ingest', '--lake', lake('lake'), early, late]);

    const { stdout } = kumomori(['alerts', 'list', '--lake', lake('lake')]);

    expect(stdout).toContain('Console sign-in after many failures');
  });

  it('drops the findings of correlations that other rules no longer have', () => {
    const [early, late] = writeGuessing();
    kumomori(['ingest', '--lake', lake('lake'), early, late]);
    write(folder(), 'rules/any.yml', ANY_CALL);

    kumomori(['replay', '--lake', lake('lake'), '--rules', join(folder(), 'rules')]);
    expect(rows('lake', CORRELATED)).toEqual([]);

    kumomori(['replay', '--lake', lake('lake')]);
    expect(rows('lake', CORRELATED)).toHaveLength(1);
  });
});
