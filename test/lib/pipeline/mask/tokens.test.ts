import { createTokens, isToken, type TokenKind } from '../../../../lib/pipeline/mask/tokens';
import { KEY } from './events';

const tokenOf = createTokens(KEY);

describe('tokens', () => {
  test.each<[TokenKind, string, string]>([
    ['email', 'John@Company.com', ' john@company.com'],
    ['user', 'Alice', 'alice'],
    ['ip', '2001:DB8:0:0::1', '2001:db8::1'],
    ['ip', '::ffff:203.0.113.9', '203.0.113.9'],
    ['phone', '090-1234-5678', '+81 90 1234 5678'],
    ['phone', '+81 (0)90-1234-5678', '09012345678'],
    ['phone', '(415) 555-0132', '+1 415-555-0132'],
    ['card', '4111 1111 1111 1111', '4111-1111-1111-1111'],
    ['ssn', '123-45-6789', '123456789'],
    ['my_number', '1234-5678-9018', '123456789018'],
  ])('%s: %s and %s are one value', (kind, left, right) => {
    expect(tokenOf(kind, left)).toBe(tokenOf(kind, right));
  });

  test('name their key and nothing of the value', () => {
    expect(tokenOf('email', 'john@company.com')).toMatch(/^tok_k1_[a-z2-7]{26}$/);
    expect(isToken(tokenOf('ip', '203.0.113.9'))).toBe(true);
  });

  test('differ by value, kind and key', () => {
    const other = createTokens({ keyId: 'k1', key: new Uint8Array(32).fill(8) });
    const tokens = [
      tokenOf('email', 'john@company.com'),
      tokenOf('email', 'joan@company.com'),
      tokenOf('user', 'john@company.com'),
      other('email', 'john@company.com'),
    ];

    expect(new Set(tokens).size).toBe(4);
  });

  test('stay the same when the cache has forgotten them', () => {
    const first = tokenOf('user', 'alice');

    for (let n = 0; n < 140_000; n += 1) {
      tokenOf('user', 'one of few');
    }

    expect(tokenOf('user', 'alice')).toBe(first);
  });

  test('a token of a known key and value is pinned: lakes are joined across releases', () => {
    expect(tokenOf('email', 'alice@company.com')).toBe('tok_k1_7smlfbvy63oom3a3iiyoxiopxw');
  });

  test.each([
    [{ keyId: 'Key 1', key: new Uint8Array(32) }, /token key id "Key 1"/],
    [{ keyId: 'k1', key: new Uint8Array(8) }, /k1 has 8 bytes: give at least 16/],
  ])('a key that is none is refused: %#', (key, message) => {
    expect(() => createTokens(key)).toThrow(message);
  });
});
