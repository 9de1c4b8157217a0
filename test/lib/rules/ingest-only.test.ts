import type { MaskPolicy } from '../../../lib/pipeline/mask/policy';
import { ingestOnlyItems } from '../../../lib/rules/ingest-only';
import type { Source } from '../../../lib/sources/source';
import { STUB } from '../sigma/support';
import { loadOne, ruleFile } from './support';

/** Fields of every role, as API activity has them. */
const PATHS: Readonly<Record<string, string>> = {
  user: 'actor.user.name',
  mail: 'actor.user.email_addr',
  address: 'src_endpoint.ip',
  operation: 'api.operation',
  request: 'api.request.data.text',
  account: 'cloud.account.uid',
};
const SOURCE: Source = {
  ...STUB,
  classes: [6003],
  fieldPaths: (field) => {
    const path = PATHS[field];
    return path === undefined ? [] : [path];
  },
};
const KEPT: MaskPolicy = { free_text: 'mask', identities: 'keep', addresses: 'keep' };
const MASKED: MaskPolicy = { free_text: 'mask', identities: 'mask', addresses: 'mask' };
const TOKENS: MaskPolicy = { free_text: 'mask', identities: 'tokenize', addresses: 'tokenize' };

const reasons = (item: string, policy: MaskPolicy) => {
  const rule = loadOne(ruleFile(`s:\n  ${item}\ncondition: s`), [SOURCE]);
  return ingestOnlyItems(rule, SOURCE, () => policy).map(({ reason }) => reason);
};

describe.each([
  // item, then how many conditions are lost when identities and addresses are kept, masked, tokenised
  ['user: alice', 0, 1, 0],
  ['user|contains: ali', 0, 1, 1],
  ['user|exists: true', 0, 1, 1],
  ['user: null', 0, 1, 1],
  ['user|fieldref: mail', 0, 1, 1],
  ['mail|endswith: example.com', 0, 1, 1],
  ['address: 192.0.2.1', 0, 1, 0],
  ['address|cidr: 192.0.2.0/24', 0, 1, 1],
  ['operation|contains: Delete', 0, 0, 0],
  ['request|contains: public', 0, 0, 0],
  ['request|contains: alice@example.com', 1, 1, 1],
  ['request|cidr: 192.0.2.0/24', 1, 1, 1],
  ['account: "111122223333"', 0, 0, 0],
  ['ghost: x', 0, 0, 0],
  ['"|all":\n    - one\n    - two', 0, 1, 1],
  ['user|hour: 3', 1, 2, 2],
])('%s', (item, kept, masked, tokens) => {
  test.each([
    ['kept', KEPT, kept],
    ['masked', MASKED, masked],
    ['tokens', TOKENS, tokens],
  ])('with identities and addresses %s', (_name, policy, lost) => {
    expect(reasons(item, policy)).toHaveLength(lost);
  });
});

test('the reason names the field and what became of it', () => {
  expect(reasons('address|cidr: 192.0.2.0/24', TOKENS)).toEqual([
    '"address" is a token in the lake, which only equality can be tried on',
  ]);
});
