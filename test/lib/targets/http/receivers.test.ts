import type { SentinelDestination } from '../../../../lib/forward/destination';
import type { Line } from '../../../../lib/forward/parcel';
import type { Receiver } from '../../../../lib/forward/receiver';
import { SENTINEL_COLUMNS } from '../../../../lib/forward/sentinel';
import { sentinelReceiver } from '../../../../lib/targets/http/sentinel-receiver';
import { splunkReceiver } from '../../../../lib/targets/http/splunk-receiver';
import { eventOf, lineOf, linesOf, SPLUNK } from '../../forward/support';
import { FakeReceivers } from './fake-receivers';

const SENTINEL: SentinelDestination = {
  kind: 'sentinel',
  name: 'azure',
  sources: ['findings'],
  endpoint: 'https://acme.japaneast-1.ingest.monitor.azure.com',
  rule: `dcr-${'0f'.repeat(16)}`,
  stream: 'Custom-Kumomori',
  tenantId: '0a1b2c3d-0000-4000-8000-000000000001',
  clientId: '0a1b2c3d-0000-4000-8000-000000000003',
  credentialSecret: 'acme/azure',
};
const NOW = 1_723_458_600_000_000;

let fake: FakeReceivers;
let now = NOW;
let stored: Record<string, string>;
let asked: string[];

beforeEach(async () => {
  fake = new FakeReceivers();
  await fake.start();
  now = NOW;
  stored = { 'acme/hec': 'hec-token\n', 'acme/azure': 'client secret/1' };
  asked = [];
});
afterEach(() => fake.stop());

const context = () => ({
  ask: fake.ask(),
  clock: { nowMicros: () => now },
  secrets: {
    get: async (name: string) => {
      asked.push(name);
      return stored[name];
    },
  },
});
const splunk = (changes = {}) => splunkReceiver({ ...SPLUNK, ...changes }, context());
const sentinel = () => sentinelReceiver(SENTINEL, context());
const send = (receiver: Receiver, lines: readonly Line[]) =>
  receiver.send(lines.map((line) => receiver.render(line)));

describe('a Splunk collector', () => {
  it('is sent events in its envelope, one after another, with the token', async () => {
    const receiver = splunk({ index: 'security' });

    expect(await send(receiver, [lineOf('a'), lineOf('b')])).toEqual({ outcome: 'taken' });

    expect(fake.indexed).toEqual(['a', 'b']);
    expect(fake.bodies[0]).toEqual({
      time: 1723458600,
      host: 'acme',
      source: 'kumomori',
      sourcetype: 'kumomori:aws-cloudtrail',
      index: 'security',
      event: JSON.parse(JSON.stringify(eventOf('a'))),
    });
  });

  it.each([
    ['an event it cannot read', 400, '{"code":6,"text":"Invalid data format"}', 'refused'],
    ['an event without content', 400, '{"code":12,"text":"Event field is required"}', 'refused'],
    ['a request that is too large', 413, '', 'refused'],
    ['an index the token may not write', 400, '{"code":7,"text":"Incorrect index"}', 'later'],
    ['a token with acknowledgement', 400, '{"code":10,"text":"Data channel is missing"}', 'later'],
    ['a token it does not know', 403, '{"code":4,"text":"Invalid token"}', 'later'],
    ['a server that is busy', 503, '{"code":9,"text":"Server is busy"}', 'later'],
    ['an error of its own', 500, '{"code":8,"text":"Internal server error"}', 'later'],
    ['another place', 301, '', 'later'],
  ])('says of %s what becomes of the events', async (_, status, body, outcome) => {
    const receiver = splunkReceiver(SPLUNK, {
      ...context(),
      ask: async () => ({ kind: 'answered', answer: { status, body } }),
    });

    expect(await send(receiver, linesOf(1))).toMatchObject({
      outcome,
      reason: expect.stringContaining(`answered ${status}`),
    });
  });

  it('is asked again after a change of the token', async () => {
    const receiver = splunk();
    await send(receiver, [lineOf('a')]);
    fake.token = stored['acme/hec'] = 'exchanged';

    expect(await send(receiver, [lineOf('b')])).toMatchObject({ outcome: 'later' });
    expect(await send(receiver, [lineOf('b')])).toEqual({ outcome: 'taken' });
    expect(asked).toEqual(['acme/hec', 'acme/hec']);
  });

  it('is left to the queue without its token, which is said', async () => {
    stored = {};

    expect(await send(splunk(), [lineOf('a')])).toEqual({
      outcome: 'later',
      reason: 'secret acme/hec is not there, or is empty: create it',
    });
  });

  it.each(['reset while sending', 'reset before the answer'] as const)(
    'may have what it was sent when the line is %s',
    async (trouble) => {
      fake.troubles.push(trouble);

      expect(await send(splunk(), [lineOf('a', 800_000)])).toMatchObject({
        outcome: 'later',
        reason: expect.stringMatching(/gave no answer: E\w+; it may have the message/),
      });
    },
  );
});

describe('Microsoft Sentinel', () => {
  it('is sent rows of the declared columns, with a token of Entra ID', async () => {
    expect(await send(sentinel(), [lineOf('a'), lineOf('b')])).toEqual({ outcome: 'taken' });

    expect(fake.requests).toEqual([
      `/${SENTINEL.tenantId}/oauth2/v2.0/token`,
      `/dataCollectionRules/${SENTINEL.rule}/streams/Custom-Kumomori?api-version=2023-01-01`,
    ]);
    const [form, row] = fake.bodies as Record<string, unknown>[];
    expect(form).toEqual({
      grant_type: 'client_credentials',
      client_id: SENTINEL.clientId,
      client_secret: 'client secret/1',
      scope: 'https://monitor.azure.com/.default',
    });
    expect(Object.keys(row ?? {}).filter((name) => !(name in SENTINEL_COLUMNS))).toEqual([]);
    expect(row).toMatchObject({
      TimeGenerated: '2024-08-12T10:30:00.000Z',
      EventUid: 'a',
      ClassUid: 6003,
      AccountUid: '123456789012',
      Event: { metadata: { uid: 'a' } },
    });
  });

  it('is asked for a token once, and again shortly before it ends', async () => {
    const receiver = sentinel();
    await send(receiver, linesOf(1));
    await send(receiver, linesOf(1));
    expect(fake.issued).toBe(1);

    now += 3_300 * 1_000_000;
    await send(receiver, linesOf(1));

    expect(fake.issued).toBe(2);
    expect(asked).toEqual(['acme/azure']);
  });

  it('is asked for another token when the one there was is not accepted', async () => {
    const receiver = sentinel();
    await send(receiver, linesOf(1));
    fake.issued += 1;

    expect(await send(receiver, linesOf(1))).toMatchObject({ outcome: 'later' });
    expect(await send(receiver, linesOf(1))).toEqual({ outcome: 'taken' });
  });

  it('says when it may be asked again', async () => {
    fake.troubles.push({ status: 429, retryAfter: '17' });

    expect(await send(sentinel(), linesOf(1))).toMatchObject({ outcome: 'later', afterSeconds: 17 });
  });

  it.each([
    ['rows it cannot read', 400, 'InvalidPayload', 'refused'],
    ['a call that is too large', 413, 'ContentLengthLimitExceeded', 'refused'],
    ['a stream it does not know', 400, 'InvalidStream', 'later'],
    ['an application without the role', 403, 'OperationFailed', 'later'],
    ['a rule it does not know', 404, 'NotFound', 'later'],
    ['an error of its own', 500, '', 'later'],
  ])('says of %s what becomes of the events', async (_, status, code, outcome) => {
    const real = fake.ask();
    const receiver = sentinelReceiver(SENTINEL, {
      ...context(),
      ask: async (request) =>
        request.reveal().url.includes('/dataCollectionRules/')
          ? { kind: 'answered', answer: { status, body: JSON.stringify({ error: { code } }) } }
          : real(request),
    });

    expect(await send(receiver, linesOf(1))).toMatchObject({ outcome });
  });

  it('is left to the queue where Entra ID gives no token, which is said without the secret', async () => {
    fake.credential = 'another';

    const reception = await send(sentinel(), linesOf(1));

    expect(reception).toMatchObject({
      outcome: 'later',
      reason: expect.stringMatching(/^Microsoft Entra ID answered 401 .*check tenant_id, client_id/),
    });
    expect(JSON.stringify(reception)).not.toContain('client secret/1');
  });
});
