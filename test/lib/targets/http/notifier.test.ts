import type { HttpChannel } from '../../../../lib/alerts/send/channel';
import type { HttpRequest } from '../../../../lib/alerts/send/http-request';
import { verifyWebhook } from '../../../../lib/alerts/send/webhook-signature';
import type { Delivery } from '../../../../lib/ports/notifier';
import { createHttpNotifier } from '../../../../lib/targets/http/notifier';
import { createHttpSender } from '../../../../lib/targets/http/sender';
import { sampleMessage } from '../../alerts/formats/sample-message';
import { CERTIFICATE, NAME, startTlsServer } from './tls-server';

const KEY = 'c'.repeat(64);
const NOW_SECONDS = 1_723_458_600;
const clock = { nowMicros: () => NOW_SECONDS * 1_000_000 };

const CHANNELS = new Map<string, HttpChannel>([
  ['soc', { kind: 'slack', urlSecret: 'slack-url' }],
  [
    'tickets',
    {
      kind: 'jira',
      site: 'https://j.example',
      email: 'a@b.example',
      tokenSecret: 'jira',
      project: 'S',
      issueType: 'Task',
    },
  ],
]);

function notifier(stored: Record<string, string>, delivery: Delivery = { outcome: 'sent' }) {
  const requests: HttpRequest[] = [];
  const send = createHttpNotifier({
    channels: CHANNELS,
    secrets: { get: async (name) => stored[name] },
    send: async (request) => {
      requests.push(request);
      return delivery;
    },
    clock,
  });
  const notify = (channel: string, message = sampleMessage()) =>
    send.send({ channel, idempotencyKey: KEY, message });
  return { notify, requests };
}

describe('the notifier', () => {
  it('sends to the address that the secret names, without the line break a store adds', async () => {
    const { notify, requests } = notifier({ 'slack-url': 'https://hooks.slack.com/services/T/B/x\n' });

    expect(await notify('soc')).toEqual({ outcome: 'sent' });
    expect(requests[0]?.reveal().url).toBe('https://hooks.slack.com/services/T/B/x');
  });

  it('says which channel failed, and why', async () => {
    const { notify } = notifier(
      { 'slack-url': 'https://x/' },
      { outcome: 'retry', reason: 'busy', afterSeconds: 3 },
    );

    expect(await notify('soc')).toEqual({ outcome: 'retry', reason: 'channel "soc": busy', afterSeconds: 3 });
  });

  it('refuses a channel that is not configured', async () => {
    expect(await notifier({}).notify('nobody')).toEqual({
      outcome: 'refuse',
      reason: 'no channel "nobody" is configured; known: soc, tickets',
    });
  });

  it.each<Record<string, string>>([{}, { 'slack-url': ' \n' }])(
    'tries again when a secret is missing or empty: %j',
    async (stored) => {
      expect(await notifier(stored).notify('soc')).toMatchObject({
        outcome: 'retry',
        reason: expect.stringContaining('secret "slack-url" could not be read'),
      });
    },
  );

  it('says nothing of what a failing secret store says', async () => {
    const failing = createHttpNotifier({
      channels: CHANNELS,
      secrets: { get: () => Promise.reject(new Error('cannot decrypt "xoxb-1234"')) },
      send: async () => ({ outcome: 'sent' }),
      clock,
    });
    const delivery = await failing.send({ channel: 'soc', idempotencyKey: KEY, message: sampleMessage() });

    expect(delivery.outcome).toBe('retry');
    expect(JSON.stringify(delivery)).not.toContain('xoxb');
  });

  it('has nothing to send to Jira when an alert was acknowledged', async () => {
    const { notify, requests } = notifier({ jira: 'token' });

    expect(await notify('tickets', sampleMessage({ occasion: 'acknowledged' }))).toEqual({ outcome: 'sent' });
    expect(requests).toEqual([]);
  });

  it('brings a signed webhook to a real server, the same key in every attempt', async () => {
    const server = await startTlsServer((_request, response) => response.writeHead(202).end());
    const url = `https://${NAME}:${server.port}/in`;
    const send = createHttpSender({
      allowedHosts: [`${NAME}:${server.port}`],
      clock,
      resolve: async () => ['127.0.0.1'],
      addresses: { allowLoopback: true },
      ca: CERTIFICATE,
    });
    const real = createHttpNotifier({
      channels: new Map([['soar', { kind: 'webhook', url, keySecrets: ['k'] }]]),
      secrets: { get: async () => 's'.repeat(40) },
      send,
      clock,
    });
    const notification = { channel: 'soar', idempotencyKey: KEY, message: sampleMessage() };

    const deliveries = [await real.send(notification), await real.send(notification)];
    await server.close();

    expect(deliveries).toEqual([{ outcome: 'sent' }, { outcome: 'sent' }]);
    for (const { headers, body } of server.received) {
      expect(headers['idempotency-key']).toBe(KEY);
      expect(
        verifyWebhook(body, String(headers['x-kumomori-signature']), ['s'.repeat(40)], NOW_SECONDS).ok,
      ).toBe(true);
    }
    expect(server.received).toHaveLength(2);
  });
});
