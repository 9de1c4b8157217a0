import fc from 'fast-check';
import { isHarmless } from '../../../../../lib/pipeline/mask/scan/harmless';
import { times } from '../../../../support/effort';

/** The same, said in regular expressions. */
function oracle(value: string): boolean {
  const head = value.slice(0, 64);
  return (
    value.length < 3 ||
    /^(?:true|false|null|none|undefined|AWS4-HMAC-SHA\d+|A[KS]IA[A-Z0-9]{12,28})$/.test(head) ||
    /^(?:\*+|x+|HIDDEN_DUE_TO_SECURITY_REASONS|\(?redacted\)?|<sensitiveDataRemoved)$/i.test(head) ||
    /^(?:arn:|projects\/|tok_|\[[A-Z_]{2,20}_MASKED)/.test(head)
  );
}

const piece = fc.constantFrom(
  ...['true', 'false', 'null', 'none', 'undefined', 'AWS4-HMAC-SHA', '256', 'AKIA', 'ASIA', 'ABCDEFGHIJKL'],
  ...['***', 'xXx', 'x', 'HIDDEN_DUE_TO_SECURITY_REASONS', 'hidden_due_to_security_reasons', '(', ')'],
  ...[
    'redacted',
    'Redacted',
    '<sensitiveDataRemoved',
    'arn:',
    'projects/',
    'tok_',
    '[',
    'EMAIL',
    '_MASKED',
    ']',
  ],
  ...['a', '_', 'A', '*'.repeat(70), '1'.repeat(60), 'AB_'.repeat(9), 'あ'],
);

describe('values of secrets that are none', () => {
  test.each([
    'true',
    '***',
    'XXXX',
    '(redacted)',
    'AKIAIOSFODNN7EXAMPLE',
    'arn:aws:x',
    '[EMAIL_MASKED]',
    'ab',
  ])('%s', (value) => {
    expect(isHarmless(value)).toBe(true);
  });

  test.each(['hunter2', 'trues', 'xxxy', 'AKIA1', 'arn', '[A_MASKED]', '**a'])('%s is one', (value) => {
    expect(isHarmless(value)).toBe(false);
  });

  test('as the regular expressions say, for any mixture', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), (parts) => {
        expect(isHarmless(parts.join(''))).toBe(oracle(parts.join('')));
      }),
      { numRuns: times(3000) },
    );
  });
});
