import { buildRequest } from '../../../../lib/alerts/send/build-request';
import { type HttpChannel, secretsOf } from '../../../../lib/alerts/send/channel';
import { badHeader } from '../../../../lib/alerts/send/http-request';
import { secretOf } from '../../../../lib/alerts/send/secret';
import { verifyWebhook } from '../../../../lib/alerts/send/webhook-signature';
import { sampleMessage } from '../formats/sample-message';

const NOW = 1_723_458_600;
const KEY = 'b'.repeat(64);
const HOOK = 'https://hooks.slack.com/services/T000/B000/abcdefgh12345678';
const notification = { channel: 'soc', idempotencyKey: KEY, message: sampleMessage() };

function build(channel: HttpChannel, value: string, message = sampleMessage()) {
  const [first = '', ...rest] = secretsOf(channel);
  const secrets = [
    secretOf(first, value),
    ...rest.map((name) => secretOf(name, `${value}-${name}`)),
  ] as const;
  const result = buildRequest(channel, { ...notification, message }, secrets, NOW);
  if (!result.ok) {
    throw new Error(result.problem);
  }
  const revealed = result.value?.reveal();
  return { request: result.value, revealed, body: revealed && JSON.parse(revealed.body) };
}

describe('a request', () => {
  it.each(['slack', 'teams'] as const)('to %s goes to the secret address', (kind) => {
    const { revealed } = build({ kind, urlSecret: 'hook' }, HOOK);

    expect(revealed).toMatchObject({ url: HOOK, headers: { 'Content-Type': 'application/json' } });
  });

  it.each([
    [undefined, 'https://events.pagerduty.com/v2/enqueue'],
    ['eu', 'https://events.eu.pagerduty.com/v2/enqueue'],
  ] as const)('to PagerDuty in region %s has the routing key in its body', (region, url) => {
    const { revealed, body } = build({ kind: 'pagerduty', routingKeySecret: 'key', region }, 'r'.repeat(32));

    expect(revealed?.url).toBe(url);
    expect(body).toMatchObject({ routing_key: 'r'.repeat(32), event_action: 'trigger' });
  });

  it('to Jira authenticates with account and token', () => {
    const { revealed, body } = build(JIRA, 'api-token');

    expect(revealed?.url).toBe('https://corp.atlassian.net/rest/api/3/issue');
    expect(revealed?.headers.Authorization).toBe(
      `Basic ${Buffer.from('bot@corp.example:api-token').toString('base64')}`,
    );
    expect(body.fields.project).toEqual({ key: 'SEC' });
  });

  it('to Jira is none when an alert was resolved', () => {
    expect(build(JIRA, 'api-token', sampleMessage({ occasion: 'resolved' })).request).toBeUndefined();
  });

  it('to Splunk has the token in its header and the key in the event', () => {
    const channel = {
      kind: 'splunk',
      site: 'https://splunk.example.com:8088',
      tokenSecret: 'hec',
      host: 'k',
    } as const;
    const { revealed, body } = build(channel, 'hec-token');

    expect(revealed?.url).toBe('https://splunk.example.com:8088/services/collector/event');
    expect(revealed?.headers.Authorization).toBe('Splunk hec-token');
    expect(body.event.metadata.uid).toBe(KEY);
  });

  it('to a webhook is signed over the bytes that are sent, with every key', () => {
    const channel = {
      kind: 'webhook',
      url: 'https://soar.example.com/in',
      keySecrets: ['new', 'old'],
    } as const;
    const { revealed } = build(channel, 'k'.repeat(32));
    const header = revealed?.headers['X-Kumomori-Signature'] ?? '';

    expect(revealed?.headers['Idempotency-Key']).toBe(KEY);
    expect(verifyWebhook(revealed?.body ?? '', header, ['k'.repeat(32)], NOW).ok).toBe(true);
    expect(verifyWebhook(revealed?.body ?? '', header, [`${'k'.repeat(32)}-old`], NOW).ok).toBe(true);
  });

  it('to a webhook is not signed with a key that can be guessed', () => {
    const channel = { kind: 'webhook', url: 'https://soar.example.com/in', keySecrets: ['new'] } as const;

    expect(buildRequest(channel, notification, [secretOf('new', 'hunter2')], NOW)).toMatchObject({
      ok: false,
      problem: 'signing key "new" is shorter than 24 bytes; store a random one',
    });
  });

  it.each([
    ['a routing key', { kind: 'pagerduty', routingKeySecret: 's' }, 'r0utingkey'.repeat(3)],
    ['a secret address', { kind: 'slack', urlSecret: 's' }, HOOK],
    [
      'a token',
      { kind: 'splunk', site: 'https://s.example.com', tokenSecret: 's', host: 'k' },
      'hec-token-0001',
    ],
  ] as const)('shows nothing of %s when it is made JSON', (_name, channel, value) => {
    const { request } = build(channel, value);

    expect(JSON.stringify(request)).not.toContain(value.slice(-8));
  });
});

const JIRA = {
  kind: 'jira',
  site: 'https://corp.atlassian.net/',
  email: 'bot@corp.example',
  tokenSecret: 'token',
  project: 'SEC',
  issueType: 'Task',
} as const;

describe('a header', () => {
  it.each([
    ['a line break', { Authorization: 'Splunk x\r\nX-Evil: 1' }],
    ['a control character', { Authorization: 'a\u0000b' }],
    ['a letter outside ASCII', { Authorization: 'clé' }],
  ])('with %s is not sent, and its value not said', (_name, headers) => {
    expect(badHeader(headers)).toMatch(/^header Authorization has a line break or a character/);
    expect(badHeader(headers)).not.toContain(headers.Authorization);
  });

  it('with a name that ends the line is not sent', () => {
    expect(badHeader({ 'X-A: 1\r\nX-B': '2' })).toContain('header name');
  });

  it('of printable ASCII is sent', () => {
    expect(badHeader({ Authorization: 'Basic YTpi', 'Idempotency-Key': KEY })).toBeUndefined();
  });
});
