import fc from 'fast-check';
import type { JsonObject } from '../../../lib/json';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { createMasker } from '../../../lib/pipeline/mask/masker';
import type { MaskPolicy } from '../../../lib/pipeline/mask/policy';
import { lakeView } from '../../../lib/rules/lake-view';
import { compileRule } from '../../../lib/sigma/compile';
import { evaluate } from '../../../lib/sigma/evaluate';
import { ruleInLake } from '../../../lib/sigma/sql/lake-rule';
import type { Source } from '../../../lib/sources/source';
import { eventOf, ruleOf, STUB } from '../sigma/support';

const KEY = { keyId: 'k', key: new Uint8Array(32).fill(7) };
const PATHS: Readonly<Record<string, readonly string[]>> = {
  user: ['actor.user.name'],
  uid: ['actor.user.uid'],
  mail: ['actor.user.email_addr'],
  who: ['actor.user.email_addr', 'actor.user.uid'],
  ip: ['src_endpoint.ip'],
  host: ['dst_endpoint.hostname'],
  request: ['api.request.data.text'],
  requestUser: ['api.request.data.userName'],
  password: ['api.request.data.password'],
  account: ['cloud.account.uid'],
  operation: ['api.operation'],
};
const SOURCE: Source = { ...STUB, classes: [6003], fieldPaths: (field) => PATHS[field] ?? [] };

const KEPT: MaskPolicy = { free_text: 'mask', identities: 'keep', addresses: 'keep' };
const MASKED: MaskPolicy = { free_text: 'mask', identities: 'mask', addresses: 'mask' };
const TOKENS: MaskPolicy = { free_text: 'tokenize', identities: 'tokenize', addresses: 'tokenize' };

const ARN = 'arn:aws:iam::111122223333:user/team/Alice';
const VALUES: Readonly<Record<string, readonly string[]>> = {
  user: ['Alice', 'alice', 'bob', 'ΟΔΟΣ', 'οδος', '', 'AIDAEXAMPLEUSER12345', 'aidaexampleuser12345', 'root'],
  uid: [ARN, ARN.toLowerCase(), ARN.toUpperCase(), 'AIDAEXAMPLEUSER12345', '111122223333', 'ann@example.org'],
  mail: ['ann@example.com', 'Ann@Example.com', 'cy@example.com'],
  ip: ['203.0.113.5', '198.51.100.7', '10.0.0.1', '2001:db8::1'],
  host: ['db.example.com', 'DB.example.com', '203.0.113.9'],
  request: ['public', 'Public', 'dee@example.com', 'Mail dee@example.com now', 'Dee@example.com', ARN],
  requestUser: ['Alice', 'alice', 'bob'],
  password: ['hunter2', 'true'],
  account: ['111122223333', '444455556666'],
  operation: ['StopLogging', 'stoplogging'],
};
const FIELDS = Object.keys(VALUES);
const oneOf = (field: string) => fc.constantFrom(...(VALUES[field] ?? []));

const apiActivity: fc.Arbitrary<OcsfEvent> = fc
  .record(Object.fromEntries(FIELDS.map((field) => [field, oneOf(field)])), { requiredKeys: [] })
  .map((chosen) => {
    const { user, uid, mail, ip, host, request, requestUser, password, account, operation } = chosen;
    return {
      ...(eventOf({}) as unknown as JsonObject),
      class_uid: 6003,
      actor: { user: { name: user, uid, email_addr: mail } },
      src_endpoint: { ip },
      dst_endpoint: { hostname: host },
      api: { operation, request: { uid: 'r', data: { text: request, userName: requestUser, password } } },
      cloud: { account: { uid: account } },
    } as unknown as OcsfEvent;
  });

const line = fc.constantFrom(...FIELDS, 'who').chain((field) => {
  const pool = VALUES[field] ?? [...(VALUES.mail ?? []), ...(VALUES.uid ?? [])];
  return fc
    .tuple(
      fc.subarray([...pool], { minLength: 1, maxLength: Math.min(3, pool.length) }),
      fc.constantFrom('', '|neq', '|all'),
    )
    .map(([values, modifier]) => `${field}${modifier}: ${JSON.stringify(values)}`);
});
const block = fc
  .tuple(line, line, fc.constantFrom('a and b', 'a or b', 'a and not b', 'not (a or b)'))
  .map(([a, b, condition]) => `a:\n    ${a}\nb:\n    ${b}\ncondition: ${condition}`);

describe.each([
  ['kept', KEPT, 100],
  ['masked', MASKED, 4],
  ['tokens', TOKENS, 40],
])('identities and addresses %s', (_, policy, least) => {
  const view = lakeView(SOURCE, () => policy, KEY);
  const mask = createMasker({ policyFor: () => policy, tokens: KEY });

  test('a rule of whole values hits in the lake what it hit as events came in, or says why not', () => {
    let [said, hits] = [0, 0];
    fc.assert(
      fc.property(block, fc.array(apiActivity, { minLength: 10, maxLength: 10 }), (text, events) => {
        const rule = ruleOf(text);
        const lake = ruleInLake(rule, SOURCE, view);
        if (lake.refusals.length > 0) {
          return;
        }
        said++;
        const expected = events.map(compileRule(rule, SOURCE));
        const masked = structuredClone(events);
        for (const one of masked) {
          mask(one, SOURCE.id);
        }
        const asked = { ...rule, expression: lake.expression };
        hits += expected.filter(Boolean).length;

        expect([text, masked.map(compileRule(asked, lake))]).toEqual([text, expected]);
        expect([text, masked.map((one) => evaluate(asked, one, lake))]).toEqual([text, expected]);
      }),
      { numRuns: 200 },
    );
    expect(said).toBeGreaterThan(least);
    expect(hits).toBeGreaterThan(least);
  });
});

test('a rule finds rows whose tokens earlier keys made, for as long as they are named', () => {
  const earlier = { keyId: 'earlier', key: new Uint8Array(32).fill(7) };
  const policyOf = () => TOKENS;
  const rule = ruleOf('s:\n    user: alice\ncondition: s');
  const event = { actor: { user: { name: 'alice' } } };
  const hits = (previous: readonly (typeof KEY)[], tokens: typeof KEY) => {
    const lake = ruleInLake(rule, SOURCE, lakeView(SOURCE, policyOf, KEY, previous));
    const row = { ...structuredClone(event), class_uid: 6003 } as unknown as OcsfEvent;
    createMasker({ policyFor: policyOf, tokens })(row, SOURCE.id);
    return compileRule({ ...rule, expression: lake.expression }, lake)(row);
  };

  expect([hits([], KEY), hits([earlier], KEY), hits([earlier], earlier), hits([], earlier)]).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

const refusals = (item: string, policy: MaskPolicy, key: typeof KEY | 'none' = KEY) =>
  ruleInLake(
    ruleOf(`s:\n    ${item}\ncondition: s`),
    SOURCE,
    lakeView(SOURCE, () => policy, key === 'none' ? undefined : key),
  ).refusals.map(({ reason }) => reason);

describe.each<[string, string, string, string]>([
  // item, then why it is lost when identities and addresses are kept, masked, tokens; nothing where it is not
  ['user: alice', '', 'is masked', ''],
  ['user: AIDAEXAMPLEUSER12345', '', 'is masked', ''],
  ['user|cased: alice', '', 'is masked', 'the same for upper and lower case'],
  ['operation|cased: StopLogging', '', '', ''],
  ['user|contains: ali', '', 'is masked', 'is a token'],
  ['user|gt: 5', '', 'is masked', 'is a token'],
  ['user|fieldref: host', '', 'loses its value', 'loses its value'],
  ['uid|exists: true', '', '', ''],
  ['user|exists: true', '', 'loses its value', 'loses its value'],
  ['mail|exists: true', '', 'loses its value', 'loses its value'],
  ['mail|endswith: example.com', '', 'is masked', 'is a token'],
  ['ip|cidr: 192.0.2.0/24', '', 'is masked', 'is a token'],
  ['ip: 10.0.0.1', '', '', ''],
  ['ip: 203.0.113.5', '', 'is masked', ''],
  ["ip: '*'", '', 'loses its value', 'loses its value'],
  ['operation|contains: Delete', '', '', ''],
  ['operation|re: ^Delete', '', '', ''],
  ['request|contains: public', '', '', ''],
  ['request: dee@example.com', 'is free text', 'is free text', ''],
  ['request|contains: dee@example.com', 'is free text', 'is free text', 'is free text'],
  ["request|contains: '@example.com'", 'is free text', 'is free text', 'is free text'],
  ["request|startswith: 'dee@'", 'is free text', 'is free text', 'is free text'],
  ["request|re: 'dee@example\\.com'", 'is free text', 'is free text', 'is free text'],
  ['request|cidr: 192.0.2.0/24', 'is free text', 'is free text', 'is free text'],
  ['requestUser|contains: ali', '', 'is masked', 'is masked'],
  ['password: hunter2', 'is free text', 'is free text', 'is free text'],
  ['password|contains: unter', 'is masked', 'is masked', 'is masked'],
  ["account: '111122223333'", '', '', ''],
  ['ghost: x', '', '', ''],
  ["'|all': [one, two]", '', 'keywords', 'keywords'],
  ["'|all': [one, dee@example.com]", 'keywords', 'keywords', 'keywords'],
])('%s', (item, kept, masked, tokens) => {
  test.each([
    ['kept', KEPT, kept],
    ['masked', MASKED, masked],
    ['tokens', TOKENS, tokens],
  ])('with identities and addresses %s', (_, policy, reason) => {
    expect(refusals(item, policy)).toEqual(reason === '' ? [] : [expect.stringContaining(reason)]);
  });
});

test('without the key no token can be asked for, and what is no token can', () => {
  expect(refusals('user: alice', TOKENS, 'none')).toEqual([
    '"user" is a token in the lake, and no token key is given',
  ]);
  expect(refusals('ip: 10.0.0.1', TOKENS, 'none')).toEqual([]);
  expect(refusals('operation: StopLogging', TOKENS, 'none')).toEqual([]);
});

test('one class of the source that masks is enough', () => {
  const source = { ...SOURCE, classes: [6003, 3002] };
  const view = lakeView(source, (_, uid) => (uid === 3002 ? MASKED : KEPT), KEY);

  expect(view.standIns('actor.user.name', 'alice')).toEqual({ ok: false, problem: 'is masked in the lake' });
});

test('where classes differ, a value may be itself in one and a token in the other', () => {
  const source = { ...SOURCE, classes: [6003, 3002] };
  const view = lakeView(source, (_, uid) => (uid === 3002 ? TOKENS : KEPT), KEY);
  const found = view.standIns('actor.user.name', 'alice');

  expect(found.ok && found.value.map(({ text }) => text)).toEqual([
    'alice',
    expect.stringMatching(/^tok_k_/),
  ]);
});
