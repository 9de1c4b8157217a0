import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { type Network, openNotifier } from '../../../functions/local/alert-channels';
import { type Sent, sendDue } from '../../../functions/local/alert-rounds';
import { type LocalAlerts, openAlerts, raiseFromLake } from '../../../functions/local/alerts';
import { verifyWebhook } from '../../../lib/alerts/send/webhook-signature';
import { longestSendSeconds } from '../../../lib/targets/http/sender';
import { CERTIFICATE, NAME, startTlsServer, type TlsServer } from '../../lib/targets/http/tls-server';
import { kumomori, scratchFolder, write } from './support/cli';

const KEY = 'k'.repeat(40);
const folder = scratchFolder();
const lake = () => join(folder(), 'lake');
const servers: TlsServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** The command line's own code, but for the resolver and the certificate: it refuses loopback addresses by design. */
const TO_THIS_MACHINE: Network = {
  resolve: async () => ['127.0.0.1'],
  addresses: { allowLoopback: true },
  ca: CERTIFICATE,
};

/** A lake with findings of two alerts, made by the command line, and a signed webhook at the port given. */
async function prepare(port: number): Promise<LocalAlerts> {
  const config = write(
    folder(),
    'platform.yaml',
    `version: 1
lifecycle: trial
volume: startup
aws:
  home_region: ap-northeast-1
  accounts: [{ name: Security, id: '222222222222', role: security }]
alerts:
  language: ja
  time_zone: Asia/Tokyo
  channels: { soar: { kind: webhook, url: "https://${NAME}:${port}/in", key_secrets: [soar] } }
  default_channels: [soar]
`,
  );
  chmodSync(write(folder(), 'secrets/soar', `${KEY}\n`), 0o600);
  const records = ['333333333333', '333333333333', '444444444444'].map((accountId, i) => ({
    eventVersion: '1.08',
    userIdentity: { type: 'IAMUser', userName: 'taro', accountId },
    eventTime: `2024-08-12T10:3${i}:00Z`,
    eventID: `e-${i}`,
    eventName: 'StopLogging',
    eventSource: 'cloudtrail.amazonaws.com',
    awsRegion: 'us-east-1',
    recipientAccountId: accountId,
    requestParameters: { name: 'org-trail' },
  }));
  const log = write(folder(), 'log.json', JSON.stringify({ Records: records }));
  kumomori(['--config', config, 'ingest', '--lake', lake(), log]);
  return openAlerts({ config, lake: lake() });
}

async function send(alerts: LocalAlerts, network = TO_THIS_MACHINE): Promise<Sent> {
  await raiseFromLake(alerts, lake());
  return sendDue(alerts, openNotifier(alerts, network));
}

async function serve(status: () => number): Promise<TlsServer> {
  const server = await startTlsServer((_request, response) => response.writeHead(status()).end());
  servers.push(server);
  return server;
}

const body = (text: string) =>
  JSON.parse(text) as { id?: string; detail?: { message: string; metadata: { uid: string } } };

describe('from a log to a receiver over HTTPS', () => {
  it('each alert arrives once, signed, in the words of the configuration', async () => {
    const server = await serve(() => 202);
    const alerts = await prepare(server.port);

    const first = await send(alerts);
    const second = await send(alerts);

    expect([first.sent, second.sent, first.dead, first.waiting]).toEqual([2, 0, 0, 0]);
    expect(server.received).toHaveLength(2);
    for (const { body: text, headers, path } of server.received) {
      const signature = String(headers['x-kumomori-signature']);
      expect(path).toBe('/in');
      expect(verifyWebhook(text, signature, [KEY], Math.floor(Date.now() / 1000)).ok).toBe(true);
      expect(text).toContain('[新しいアラート] [高] CloudTrail stopped or deleted: taro');
      expect(text).toContain('2024-08-12 19:3');
      expect(text).not.toContain(KEY);
      expect(body(text)).toBeDefined();
    }
    const keys = server.received.map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(2);
  });

  it('a receiver that fails gets the same message under the same key later', async () => {
    let status = 503;
    const server = await serve(() => status);
    const alerts = await prepare(server.port);
    const failed = await send(alerts);
    status = 200;

    const later = { ...alerts, clock: { nowMicros: () => Date.now() * 1000 + 60_000_000 } };
    const sent = await send(later);

    expect(failed).toMatchObject({ sent: 0, failed: 2, waiting: 2, dead: 0 });
    expect(failed.reasons).toEqual([expect.stringContaining('the receiver answered 503')]);
    expect(sent).toMatchObject({ sent: 2, waiting: 0 });
    const keys = server.received.map(({ headers }) => headers['idempotency-key']);
    expect(keys.toSorted()).toEqual([...new Set(keys)].flatMap((key) => [key, key]).sort());
  });

  it('without what the test brings, nothing goes to this machine, and it is tried again', async () => {
    const server = await serve(() => 200);
    const alerts = await prepare(server.port);

    const sent = await send(alerts, { resolve: async () => ['127.0.0.1'], ca: CERTIFICATE });

    expect(sent).toMatchObject({ sent: 0, waiting: 2 });
    expect(sent.reasons).toEqual([expect.stringContaining('which is not a public address')]);
    expect(server.connections()).toBe(0);
  });
});

test('no send outlives half a minute or so: leases are longer', () => {
  expect(longestSendSeconds()).toBe(32);
  expect(longestSendSeconds({ connectMillis: 1000, totalMillis: 2000 })).toBe(8);
});
