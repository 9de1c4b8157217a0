import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import { join } from 'node:path';
import { parse } from 'yaml';
import { resourcesOf } from '../../infra/policy/template';
import type { HttpChannel } from '../../lib/alerts/send/channel';
import type { HttpRequest } from '../../lib/alerts/send/http-request';
import { verifyWebhook } from '../../lib/alerts/send/webhook-signature';
import { currentPointer } from '../../lib/rules/publish-bundle';
import { secretsManager } from '../../lib/targets/aws/secrets';
import { signedPost } from '../../lib/targets/aws/signed-post';
import { createHttpNotifier } from '../../lib/targets/http/notifier';
import { splunkReceiver } from '../../lib/targets/http/splunk-receiver';
import { kumomori, scratchFolder, write } from '../functions/local/support/cli';
import { CONFIGURATIONS } from '../infra/policy/synthesized';
import { synthesizedFrom } from '../infra/release/baseline';
import { removeOutputs } from '../infra/support';
import { sampleMessage } from '../lib/alerts/formats/sample-message';
import { lineOf, SPLUNK } from '../lib/forward/support';
import { Bucket } from '../lib/rules/published-support';
import { FakeAws } from '../lib/targets/aws/fake-aws';
import { FakeReceivers } from '../lib/targets/http/fake-receivers';
import { argumentsOf, procedure } from './page';
import { kumomoriMeanwhile, PLATFORM, query, stopBy } from './support';

const PAGE = procedure('Rotate keys and tokens');
const folder = scratchFolder();
const lake = () => join(folder(), 'lake');
const config = () => join(folder(), 'platform.yaml');

afterAll(removeOutputs);

describe('KMS keys', () => {
  it.each(['everything there is', 'a trial organization'])('rotate by themselves: %s', (name) => {
    const { aws } = synthesizedFrom(parse(CONFIGURATIONS[name] ?? ''));
    const keys = aws.flatMap((template) => resourcesOf(template, 'AWS::KMS::Key'));

    expect(keys.length).toBeGreaterThan(1);
    expect(keys.filter(({ properties }) => properties.EnableKeyRotation !== true)).toEqual([]);
  });
});

describe('the token key', () => {
  const KEYS = { OLD_KEY: 'tokens-1', NEW_KEY: 'tokens-2' } as const;
  const RULE = `title: Taro stops a trail
id: 0a1b2c3d-0000-4000-8000-000000000002
name: taro
status: test
level: high
logsource: { product: aws, service: cloudtrail }
detection: { selection: { userIdentity.userName: taro, eventName: StopLogging }, condition: selection }
`;
  const [DAY, NEXT_DAY] = ['2024-08-12', '2024-08-13'];

  const configure = (privacy: string) => write(folder(), 'platform.yaml', `${PLATFORM}${privacy}`);
  const onPage = () =>
    (PAGE.yaml[0] ?? '').replace(/(OLD|NEW)_KEY/g, (name) => KEYS[name as keyof typeof KEYS]);
  const ingest = (day: string) => {
    const path = write(folder(), `logs/${day}.json`, stopBy('taro', day));
    kumomori(['--config', config(), 'ingest', '--lake', lake(), path]);
  };
  /** The page's commands over a folder: what the rule finds, and the replay. */
  const commands = (which: 'query' | 'replay') =>
    argumentsOf(PAGE, 'npx kumomori', { FILE: config(), LAKE: lake(), RULE: 'taro', DAY, NEXT_DAY }).filter(
      (args) => args.includes(which),
    );
  const hits = () =>
    commands('query').map((args) => {
      const { stdout } = kumomori([...args, '--rules', join(folder(), 'rules'), '--json']);
      return (JSON.parse(stdout) as readonly unknown[]).length;
    });
  const tokens = () =>
    query(
      lake(),
      "SELECT DISTINCT regexp_extract(event, 'tok_([0-9a-f]{8})_', 1) AS id FROM security_events",
    ).map(({ id }) => id);

  beforeEach(() => {
    write(folder(), 'rules/taro.yml', RULE);
    write(folder(), 'tokens-1.key', 'a'.repeat(64));
    write(folder(), 'tokens-2.key', 'b'.repeat(64));
    configure('privacy: { identities: tokenize, token_key: tokens-1 }\n');
    ingest(DAY);
  });

  it('is changed with an overlap: rules find rows of both keys', () => {
    configure(onPage());
    ingest(NEXT_DAY);

    expect(tokens()).toHaveLength(2);
    expect(hits()).toEqual([2]);
  });

  it('leaves rows of the old key unfound once it is no longer named', () => {
    configure('privacy: { identities: tokenize, token_key: tokens-2 }\n');
    ingest(NEXT_DAY);

    expect(hits()).toEqual([1]);
  });

  it('is out of the lake after a replay, and may be forgotten', () => {
    const [old] = tokens();
    configure(onPage());
    ingest(NEXT_DAY);

    const [replayed] = commands('replay').map((args) => kumomori(args));
    configure('privacy: { identities: tokenize, token_key: tokens-2 }\n');

    expect(replayed?.status).toBe(0);
    expect(tokens()).toHaveLength(1);
    expect(tokens()).not.toContain(old);
    const [check = ''] = /SELECT count\(\*\)[^`]+/.exec(PAGE.text) ?? [];
    expect(query(lake(), `${check.replace('OLD_ID', String(old))}`)).toEqual([{ 'count_star()': 0 }]);
    expect(hits()).toEqual([2]);
  });
});

/** Secrets Manager and the buckets on the loopback interface. */
const aws = new FakeAws();
const bucket = new Bucket();
const environment = { ...process.env };
beforeAll(async () => {
  process.env.AWS_ENDPOINT_URL = await aws.start();
  process.env.AWS_ENDPOINT_URL_S3 = await bucket.start();
  process.env.AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE';
  process.env.AWS_SECRET_ACCESS_KEY = 'secret';
});
afterAll(async () => {
  process.env = environment;
  await aws.stop();
  await bucket.stop();
});

describe('secrets of channels and destinations', () => {
  const NOW = 1_723_458_600;
  const clock = { nowMicros: () => NOW * 1_000_000 };
  const stored: Record<string, string> = {};
  const secrets = () => secretsManager(signedPost('secretsmanager', 'eu-west-1'));

  beforeEach(() => {
    aws.on('GetSecretValue', ({ input }) => ({ SecretString: stored[String(input.SecretId)] ?? null }));
  });

  /** What a channel is sent, message by message, by a notifier that is never started anew. */
  function channel(one: HttpChannel) {
    const requests: HttpRequest[] = [];
    const notifier = createHttpNotifier({
      channels: new Map([['soc', one]]),
      secrets: secrets(),
      send: async (request) => {
        requests.push(request);
        return { outcome: 'sent' };
      },
      clock,
    });
    return async () => {
      await notifier.send({ channel: 'soc', idempotencyKey: 'k', message: sampleMessage() });
      return requests.at(-1)?.reveal();
    };
  }

  it('are read for each message of a channel', async () => {
    const notify = channel({ kind: 'slack', urlSecret: 'chat' });
    stored.chat = 'https://hooks.slack.com/services/T0/B0/old';
    const before = await notify();
    stored.chat = 'https://hooks.slack.com/services/T0/B0/new';

    expect([before?.url, (await notify())?.url]).toEqual([
      'https://hooks.slack.com/services/T0/B0/old',
      'https://hooks.slack.com/services/T0/B0/new',
    ]);
  });

  it('sign a webhook both, whichever the receiver knows', async () => {
    const [old, fresh] = ['o'.repeat(40), 'n'.repeat(40)];
    Object.assign(stored, { OLD_SECRET: old, NEW_SECRET: fresh });
    const [, names = ''] = /`key_secrets: \[([\w, ]+)\]`/.exec(PAGE.text) ?? [];
    const notify = channel({
      kind: 'webhook',
      url: 'https://soar.example/in',
      keySecrets: names.split(', ') as [string, ...string[]],
    });

    const { body = '', headers = {} } = (await notify()) ?? {};

    const header = String(Object.entries(headers).find(([name]) => /signature/i.test(name))?.[1]);
    expect([[old], [fresh]].map((keys) => verifyWebhook(String(body), header, keys, NOW).ok)).toEqual([
      true,
      true,
    ]);
  });

  it('are read again once a receiver refuses the one before', async () => {
    const fake = new FakeReceivers();
    await fake.start();
    stored.hec = 'hec-token';
    const receiver = splunkReceiver(
      { ...SPLUNK, tokenSecret: 'hec' },
      { ask: fake.ask(), clock, secrets: secrets() },
    );
    const send = async (uid: string) => (await receiver.send([receiver.render(lineOf(uid))])).outcome;
    const outcomes = [await send('a')];
    fake.token = 'exchanged';
    stored.hec = 'exchanged';
    outcomes.push(await send('b'), await send('b'));
    await fake.stop();

    expect(outcomes).toEqual(['taken', 'later', 'taken']);
    expect(fake.indexed).toEqual(['a', 'b']);
  });
});

describe('the key that signs rules', () => {
  const [old, fresh] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];

  /** Functions trust these keys, once it is deployed. */
  function trust(...pairs: readonly KeyPairKeyObjectResult[]): void {
    const keys = pairs.map(({ publicKey }) =>
      publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    );
    write(folder(), 'platform.yaml', `${PLATFORM}detections: { bundle: { keys: [${keys.join(', ')}] } }\n`);
  }
  const pem = (name: string, { privateKey }: KeyPairKeyObjectResult) =>
    write(folder(), name, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  /** The page's `rules publish`, with whichever key. */
  const publish = async (key: string) => {
    const [args = []] = argumentsOf(PAGE, 'npx kumomori', { FILE: config(), NEW_RULES_KEY: key }).filter(
      (one) => one.includes('publish'),
    );
    return kumomoriMeanwhile([...args, join(folder(), 'rules')]);
  };
  const rule = (title: string) =>
    write(
      folder(),
      'rules/one.yml',
      `title: ${title}
id: 0a1b2c3d-0000-4000-8000-000000000003
logsource: { product: aws, service: cloudtrail }
detection: { selection: { eventName: StopLogging }, condition: selection }
level: low
`,
    );
  const trusted = (...pairs: readonly KeyPairKeyObjectResult[]) =>
    currentPointer(
      bucket.place('acme-bundles-222222222222-eu-west-1'),
      pairs.map(({ publicKey }) => publicKey),
    );

  it('is exchanged without a gap: with both trusted, either signs; then the old one opens nothing', async () => {
    const [oldKey, newKey] = [pem('old.key', old), pem('new.key', fresh)];
    trust(old);
    rule('first');
    expect(await publish(newKey)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Add its public key'),
    });
    await publish(oldKey);
    const first = await trusted(old);
    trust(old, fresh);
    rule('second');

    const published = await publish(newKey);

    expect(published.status).toBe(0);
    expect((await trusted(old, fresh)).pointer?.earlier).toEqual([first.pointer?.version]);
    expect((await trusted(fresh)).pointer).toEqual((await trusted(old, fresh)).pointer);
    expect((await trusted(old)).problem).toContain('sign');
    trust(fresh);
    expect((await publish(oldKey)).status).toBe(2);
    const back = await kumomoriMeanwhile([
      '--config',
      config(),
      'rules',
      'rollback',
      '--target',
      'aws',
      '--key',
      newKey,
    ]);
    expect(back.stdout).toContain(`back to version ${first.pointer?.version}`);
  });
});
