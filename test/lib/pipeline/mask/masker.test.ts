import type { JsonObject } from '../../../../lib/json';
import { errors } from '../../../../lib/ocsf/validate';
import { createMasker } from '../../../../lib/pipeline/mask/masker';
import { DEFAULT_POLICY, type MaskPolicy } from '../../../../lib/pipeline/mask/policy';
import { addressOrToken, userOrToken } from '../../../../lib/pipeline/mask/relocate';
import { createTokens } from '../../../../lib/pipeline/mask/tokens';
import { apiEvent, KEY } from './events';

const TOKENIZE: MaskPolicy = { free_text: 'tokenize', identities: 'tokenize', addresses: 'tokenize' };
const MASK: MaskPolicy = { free_text: 'mask', identities: 'mask', addresses: 'mask' };
const maskerOf = (policy: MaskPolicy) => createMasker({ policyFor: () => policy, tokens: KEY });
const tokenOf = createTokens(KEY);

describe('masking with the default policy', () => {
  const mask = maskerOf(DEFAULT_POLICY);

  test('keeps structured identities, addresses, accounts and ids', () => {
    const event = apiEvent();

    mask(event, 'aws-cloudtrail');

    const { http_request: _, ...rest } = apiEvent();
    expect(event).toMatchObject(rest);
  });

  test('masks what stands in free text', () => {
    const event = apiEvent({
      message: 'user email: john.doe@company.com called from 090-1234-5678',
      status_detail: 'denied for 203.0.113.9',
      resources: [{ uid: 'arn:aws:s3:::b/jo@company.com', name: 'jo@company.com' }],
    });

    mask(event, 'aws-cloudtrail');

    expect(event.message).toBe('user email: [EMAIL_MASKED] called from [PHONE_MASKED]');
    expect(event.status_detail).toBe('denied for [IP_MASKED]');
    expect(event.http_request?.user_agent).toBe('Mozilla/5.0 Chrome/120.0.0.0 ([EMAIL_MASKED])');
    expect(event.resources).toEqual([{ uid: 'arn:aws:s3:::b/[EMAIL_MASKED]', name: '[EMAIL_MASKED]' }]);
  });

  test('masks raw fragments: nested JSON texts, keys, numbers, arrays', () => {
    const inner = JSON.stringify({
      to: 'jo@company.com\n',
      n: 12345678901234567890n.toString(),
      cards: [4111111111111111],
    });
    const event = apiEvent({
      unmapped: {
        'jo@company.com': true,
        text: JSON.stringify({ deep: inner, keep: 'x' }),
        list: ['203.0.113.9', ['090-1234-5678'], { a: '123-45-6789' }],
        card: 4111111111111111,
        accountId: 123456789012,
        recipientAccountId: '123456789012',
        epochs: [1723458600, 1723458600000, 1723458600000000],
      },
    });

    mask(event, 'aws-cloudtrail');

    expect(event.unmapped).toEqual({
      '[EMAIL_MASKED]': true,
      text: JSON.stringify({
        deep: '{"to":"[EMAIL_MASKED]\\n","n":"12345678901234567890","cards":["[CARD_MASKED]"]}',
        keep: 'x',
      }),
      list: ['[IP_MASKED]', ['[PHONE_MASKED]'], { a: '[SSN_MASKED]' }],
      card: '[CARD_MASKED]',
      accountId: 123456789012,
      recipientAccountId: '123456789012',
      epochs: [1723458600, 1723458600000, 1723458600000000],
    });
  });

  test('masks secrets by the name of their key, also in name and value pairs', () => {
    const event = apiEvent({
      unmapped: {
        credentials: {
          accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
          sessionToken: 'opaque/+text',
          secretAccessKey: 'wJalr',
        },
        environment: [
          { name: 'DB_PASSWORD', value: 'hunter2' },
          { name: 'STAGE', value: 'prod' },
        ],
        nextToken: 'page-2',
        secretId: 'prod/db',
      },
    });

    mask(event, 'aws-cloudtrail');

    expect(event.unmapped).toEqual({
      credentials: {
        accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
        sessionToken: '[SECRET_MASKED]',
        secretAccessKey: '[SECRET_MASKED]',
      },
      environment: [
        { name: 'DB_PASSWORD', value: '[SECRET_MASKED]' },
        { name: 'STAGE', value: 'prod' },
      ],
      nextToken: 'page-2',
      secretId: 'prod/db',
    });
  });

  test('an id that is an e-mail address is masked; any other stays, even one that looks like a card', () => {
    const event = apiEvent({ api: { operation: 'x', request: { uid: '4111111111111111' } } });
    event.metadata.uid = 'jo@company.com';

    mask(event, 'gcp-audit');

    expect(event.metadata.uid).toBe('[EMAIL_MASKED]');
    expect(event.api?.request?.uid).toBe('4111111111111111');
  });

  test('an own `__proto__` key is masked like any other and sets no prototype', () => {
    const event = apiEvent({
      unmapped: JSON.parse('{"__proto__":{"mail":"jo@company.com"},"ok":1}') as JsonObject,
    });

    mask(event, 'aws-cloudtrail');

    expect(JSON.stringify(event.unmapped)).toBe('{"__proto__":{"mail":"[EMAIL_MASKED]"},"ok":1}');
    expect(Object.getPrototypeOf(event.unmapped)).toBe(Object.prototype);
  });

  test('nesting without end is cut, and nothing clear is left below the cut', () => {
    let deep: JsonObject = { mail: 'jo@company.com' };
    for (let n = 0; n < 5000; n += 1) {
      deep = { deep };
    }
    const event = apiEvent({ unmapped: deep });

    mask(event, 'aws-cloudtrail');

    expect(JSON.stringify(event.unmapped)).toContain('[TOO_DEEP]');
    expect(JSON.stringify(event.unmapped)).not.toContain('company.com');
  });

  test('keys that become equal are both kept', () => {
    const event = apiEvent({ unmapped: { 'a@b.com': 1, 'c@d.com': 2 } });

    mask(event, 'aws-cloudtrail');

    expect(event.unmapped).toEqual({ '[EMAIL_MASKED]': 1, '[EMAIL_MASKED] 2': 2 });
  });
});

describe('masking with tokens everywhere', () => {
  const mask = maskerOf(TOKENIZE);
  const person = tokenOf('email', 'alice@company.com');
  const address = tokenOf('ip', '203.0.113.50');

  test('the same person has the same token in every attribute', () => {
    const event = apiEvent({ message: 'for alice@company.com' });

    mask(event, 'aws-cloudtrail');

    expect(event.actor?.user?.name).toBe(person);
    expect(event.actor?.user?.uid).toBe(`arn:aws:iam::123456789012:user/${person}`);
    expect(event.actor?.session?.uid).toBe(`arn:aws:sts::123456789012:assumed-role/Admin/${person}`);
    expect(event.message).toBe(`for ${person}`);
    expect(userOrToken(event.actor?.user)).toBe(person);
  });

  test('an address leaves its typed attribute and its token is found beside it', () => {
    const event = apiEvent({ dst_endpoint: { ip: '10.0.0.1' }, message: 'from 203.0.113.50' });

    mask(event, 'aws-cloudtrail');

    expect(event.src_endpoint?.ip).toBeUndefined();
    expect(addressOrToken(event.src_endpoint)).toBe(address);
    expect(addressOrToken(event.dst_endpoint)).toBe('10.0.0.1');
    expect(event.message).toBe(`from ${address}`);
  });

  test('a token goes to the first free place of its endpoint', () => {
    const event = apiEvent({
      src_endpoint: { ip: '203.0.113.50', uid: 'vpce-1' },
      dst_endpoint: { ip: '203.0.113.50', uid: 'a', name: 'b' },
    });

    mask(event, 'aws-cloudtrail');

    expect(event.src_endpoint).toEqual({ uid: 'vpce-1', name: address });
    expect(event.dst_endpoint).toEqual({ uid: 'a', name: 'b', hostname: address });
  });

  test('a typed e-mail address becomes the name, or stands beside it', () => {
    const event = apiEvent({
      actor: { user: { email_addr: 'alice@company.com', uid: '1' } },
    });
    const named = apiEvent({ actor: { user: { name: 'alice', email_addr: 'alice@company.com' } } });

    mask(event, 'aws-cloudtrail');
    mask(named, 'aws-cloudtrail');

    expect(event.actor?.user).toEqual({ name: person, uid: '1' });
    expect(named.actor?.user).toEqual({ name: tokenOf('user', 'alice'), uid_alt: person });
  });

  test('accounts, request ids, event ids and times survive', () => {
    const event = apiEvent();
    const { metadata, cloud, time, api } = apiEvent();

    mask(event, 'aws-cloudtrail');

    expect(event).toMatchObject({ metadata, cloud, time, api });
  });

  test('names of persons in raw fragments are tokens too', () => {
    const event = apiEvent({
      unmapped: {
        userIdentity: {
          userName: 'alice',
          arn: 'arn:aws:iam::123456789012:user/team/alice',
          type: 'IAMUser',
        },
        raw: '{"userName":"alice"}',
      },
    });
    const alice = tokenOf('user', 'alice');

    mask(event, 'aws-cloudtrail');

    expect(event.unmapped).toEqual({
      userIdentity: { userName: alice, arn: `arn:aws:iam::123456789012:user/team/${alice}`, type: 'IAMUser' },
      raw: `{"userName":"${alice}"}`,
    });
  });
});

describe.each([
  ['default', DEFAULT_POLICY],
  ['mask', MASK],
  ['tokenize', TOKENIZE],
])('whatever the policy (%s)', (_, policy) => {
  const mask = maskerOf(policy);
  const full = () =>
    apiEvent({
      message: 'jo@company.com 4111 1111 1111 1111',
      dst_endpoint: { ip: '8.8.8.8', intermediate_ips: ['8.8.4.4', '10.0.0.1'] },
      device: { ip: '198.51.100.1', ...{ type_id: 0, type: 'Unknown' } },
      user: { email_addr: 'jo@company.com', uid: 'u1', phone_number: '090-1234-5678', full_name: 'Jo' },
      unmapped: { a: '{"b":"jo@company.com"}' },
    });

  test('a valid event stays valid', () => {
    const event = full();
    expect(errors(event).filter(({ path }) => path !== 'device')).toEqual(errors(full()));

    mask(event, 'aws-cloudtrail');

    expect(errors(event)).toEqual(errors(full()));
  });

  test('a second time changes nothing', () => {
    const event = full();
    mask(event, 'aws-cloudtrail');
    const once = JSON.stringify(event);

    mask(event, 'aws-cloudtrail');

    expect(JSON.stringify(event)).toBe(once);
  });
});

test('with masks everywhere an endpoint is still one and says so', () => {
  const event = apiEvent();

  maskerOf(MASK)(event, 'aws-cloudtrail');

  expect(event.src_endpoint).toEqual({ name: '[IP_MASKED]' });
  expect(addressOrToken(event.src_endpoint)).toBe('[IP_MASKED]');
  expect(userOrToken(event.actor?.user)).toBe('[EMAIL_MASKED]');
});

test('a policy that wants tokens without a key fails instead of writing clear', () => {
  const mask = createMasker({ policyFor: () => TOKENIZE });

  expect(() => mask(apiEvent(), 'aws-cloudtrail')).toThrow(/tokenize, but no token key/);
});

test('the policy is asked by source and class', () => {
  const asked: unknown[] = [];
  const mask = createMasker({
    policyFor: (source, classUid) => {
      asked.push([source, classUid]);
      return DEFAULT_POLICY;
    },
  });

  mask(apiEvent(), 'gcp-audit');

  expect(asked).toEqual([['gcp-audit', 6003]]);
});
