import type { MaskPolicy } from '../../../lib/pipeline/mask/policy';
import { maskedPaths } from '../../../lib/rules/masked-paths';

const SOURCE = { id: 'example', classes: [6003, 3002] };
const policy = (identities: MaskPolicy['identities'], addresses: MaskPolicy['addresses']) => () => {
  return { free_text: 'mask', identities, addresses } as const;
};

test.each([
  ['actor.user.name', 'tokenize', 'keep', true],
  ['actor.user.name', 'mask', 'keep', true],
  ['actor.user.name', 'keep', 'tokenize', false],
  ['src_endpoint.ip', 'keep', 'tokenize', true],
  ['src_endpoint.ip', 'tokenize', 'keep', false],
  // Free text loses the personal data in it, not the whole.
  ['api.operation', 'tokenize', 'tokenize', false],
  ['unmapped.text', 'tokenize', 'tokenize', false],
  ['cloud.account.uid', 'tokenize', 'tokenize', false],
] as const)('%s, identities %s, addresses %s: masked is %s', (path, identities, addresses, masked) => {
  expect(maskedPaths(SOURCE, policy(identities, addresses))(path)).toBe(masked);
});

test('one class of the source that masks is enough', () => {
  const policyFor = (_source: string, classUid: number): MaskPolicy => ({
    free_text: 'mask',
    identities: classUid === 3002 ? 'mask' : 'keep',
    addresses: 'keep',
  });

  expect(maskedPaths(SOURCE, policyFor)('actor.user.name')).toBe(true);
});
