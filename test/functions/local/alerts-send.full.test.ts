import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NativeEvent } from '../../../lib/alerts/formats/native-event';
import { times } from '../../support/effort';
import { CLI, kumomori, ndjson, scratchFolder, write } from './support/cli';

const folder = scratchFolder();
const lake = () => join(folder(), 'lake');
const outbox = () => join(lake(), 'alerts', 'outbox.ndjson');
const alerts = (...args: string[]) => kumomori(['--config', config(), 'alerts', ...args, '--lake', lake()]);
const config = () => join(folder(), 'platform.yaml');

const SECRET = 'https://hooks.slack.com/services/T0/B0/0123456789abcdef';
const CHAT = '  channels: { chat: { kind: slack, url_secret: slack } }\n';

function writeConfig(alertsSection = ''): void {
  write(
    folder(),
    'platform.yaml',
    `version: 1
lifecycle: trial
volume: startup
aws:
  home_region: ap-northeast-1
  accounts: [{ name: Security, id: '222222222222', role: security }]
alerts:
  storm: { burst: 1000, per_hour: 3600 }
${alertsSection}`,
  );
}

/** As many trails stopped, each in an account of its own: an alert each. */
function ingestStops(count: number): void {
  const records = Array.from({ length: count }, (_, i) => ({
    eventVersion: '1.08',
    userIdentity: { type: 'IAMUser', userName: 'taro', accountId: String(300_000_000_000 + i) },
    eventTime: '2024-08-12T10:30:00Z',
    eventID: `e-${i}`,
    eventName: 'StopLogging',
    eventSource: 'cloudtrail.amazonaws.com',
    awsRegion: 'us-east-1',
    recipientAccountId: String(300_000_000_000 + i),
    requestParameters: { name: 'org-trail' },
  }));
  const log = write(folder(), 'log.json', JSON.stringify({ Records: records }));
  kumomori(['--config', config(), 'ingest', '--lake', lake(), log]);
}

/** What a reader has who keeps the first line of each key. */
function told(): { lines: number; accounts: string[] } {
  const text = existsSync(outbox()) ? readFileSync(outbox(), 'utf8') : '';
  const whole = text.split('\n').filter((line) => line.endsWith('}'));
  const events = whole.map((line) => JSON.parse(line) as NativeEvent);
  const byKey = new Map(events.map(({ detail }) => [detail.metadata.uid, detail]));
  const accounts = [...byKey.values()].map(({ unmapped }) =>
    String((unmapped as { account: string }).account),
  );
  return { lines: events.length, accounts: accounts.sort() };
}

describe('kumomori alerts send', () => {
  beforeEach(() => writeConfig());

  it('brings each alert once to the bus of this machine; ingest brings none', () => {
    ingestStops(3);
    const before = existsSync(outbox());

    const first = alerts('send');
    const second = alerts('send', '--json');

    expect(before).toBe(false);
    expect([first.status, first.stdout]).toEqual([
      0,
      `3 sent, 0 failed, 0 given up, 0 digests made\nchannel native: ${outbox()}\n`,
    ]);
    expect(JSON.parse(second.stdout)).toMatchObject({ fresh: 0, sent: 0, waiting: 0, dead: 0 });
    expect(told()).toEqual({ lines: 3, accounts: ['300000000000', '300000000001', '300000000002'] });
  });

  it('sends what a person decided too', () => {
    ingestStops(1);
    alerts('send');
    const [alert] = ndjson<{ uid: string }>(alerts('list', '--json').stdout);
    alerts('resolve', alert?.uid ?? '', '--reason', 'a drill', '--by', 'hanako');

    alerts('send');

    const types = ndjson<NativeEvent>(readFileSync(outbox(), 'utf8')).map(({ detailType }) => detailType);
    expect(types).toEqual(['Kumomori Alert Opened', 'Kumomori Alert Resolved']);
  });

  it('two at once send each message once', async () => {
    ingestStops(20);

    const ends = await Promise.all([0, 1].map(() => run()));

    expect(ends).toEqual([0, 0]);
    expect(told()).toMatchObject({ lines: 20 });
  });

  it('killed again and again and run once more, has told every alert, each under one key', async () => {
    const count = 30;
    ingestStops(count);
    for (let kill = 0; kill < times(10); kill++) {
      await killWhenWritten(kill * 2);
    }
    const before = told();

    // Past the leases of the dead.
    let left = 1;
    for (let round = 0; round < 5 && left > 0; round++) {
      left = JSON.parse(sendLater(round + 1)).waiting;
    }

    expect(before.lines).toBeLessThan(count);
    expect(left).toBe(0);
    const { lines, accounts } = told();
    expect(accounts).toHaveLength(count);
    expect(new Set(accounts).size).toBe(count);
    expect(lines - count).toBeLessThanOrEqual(10);
  });

  it('tells of a channel that cannot be sent to, sends to the others, and fails once it was given up', () => {
    writeConfig(`${CHAT}  default_channels: [chat, native]\n`);
    ingestStops(1);
    const missing = alerts('send');
    write(folder(), 'secrets/slack', 'http://hooks.slack.com/no');
    chmodSync(join(folder(), 'secrets/slack'), 0o600);
    const refused = sendLater(1);
    const dead = alerts('dead');
    const retried = alerts('dead', '--retry');
    const again = alerts('dead');

    expect(missing.stderr).toContain(
      `channel chat: ${join(folder(), 'secrets/slack')}: there is no such secret`,
    );
    expect(missing.stdout).toContain('1 sent, 1 failed');
    expect(missing.stdout).toMatch(/1 messages wait, 0 are held for a digest; the next is due 20/);
    expect(JSON.parse(refused)).toMatchObject({ died: 1, dead: 1 });
    expect([dead.status, dead.stdout]).toEqual([1, expect.stringContaining('only https: is sent to')]);
    expect(retried.stdout).toBe('1 messages will be sent again by `kumomori alerts send`\n');
    expect(again.status).toBe(0);
  });

  function run(): Promise<number | null> {
    const child = spawn(process.execPath, [CLI, '--config', config(), 'alerts', 'send', '--lake', lake()], {
      stdio: 'ignore',
    });
    return new Promise((resolve) => child.on('exit', resolve));
  }

  /** Kills a sender as soon as so many lines are there. */
  async function killWhenWritten(lines: number): Promise<void> {
    const child = spawn(process.execPath, [CLI, '--config', config(), 'alerts', 'send', '--lake', lake()], {
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    const timer = setInterval(() => {
      const written = existsSync(outbox()) ? readFileSync(outbox(), 'utf8').split('\n').length : 0;
      if (written > lines) {
        child.kill('SIGKILL');
      }
    }, 2);
    await ended;
    clearInterval(timer);
  }

  /** A run some minutes from now: the clock of a child process is moved by a preloaded module of the test. */
  function sendLater(rounds: number): string {
    const shift = write(
      folder(),
      'later.cjs',
      `const now = Date.now; Date.now = () => now() + ${rounds} * 600000;`,
    );
    return kumomori(['--config', config(), 'alerts', 'send', '--json', '--lake', lake()], {
      env: { NODE_OPTIONS: `--require ${shift}` },
    }).stdout;
  }
});

describe('kumomori alerts test-channel', () => {
  beforeEach(() => writeConfig(CHAT));

  it('brings one message marked as a test', () => {
    const { status, stdout } = alerts('test-channel', 'native');

    expect([status, stdout]).toEqual([0, expect.stringContaining('"TEST: nothing happened" was taken')]);
    const [event] = ndjson<NativeEvent>(readFileSync(outbox(), 'utf8'));
    expect(event?.detail.finding_info?.title).toBe('TEST: nothing happened');
  });

  it.each([
    [
      'a channel there is none of',
      'cha',
      /cha: the configuration has no such channel: did you mean "chat"\?/,
    ],
    ['a channel without its secret', 'chat', /channel chat: .*secrets\/slack: there is no such secret/],
  ])('says what is wrong with %s', (_, name, message) => {
    const { status, stderr } = alerts('test-channel', name);

    expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
  });

  it('refuses a secret that others can read, and shows nothing of it', () => {
    const path = write(folder(), 'keys/slack', SECRET);
    chmodSync(path, 0o644);

    const { status, stdout, stderr } = alerts('test-channel', 'chat', '--secrets', join(folder(), 'keys'));

    expect(status).toBe(2);
    expect(stderr).toContain(`run \`chmod 600 ${path}\``);
    expect(stdout + stderr).not.toContain('0123456789');
  });
});
