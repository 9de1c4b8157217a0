import fc from 'fast-check';
import { emptyCodes, load } from '../../../../../lib/pipeline/mask/scan/codes';
import { scan } from '../../../../../lib/pipeline/mask/scan/scan';
import { nextSuspect } from '../../../../../lib/pipeline/mask/scan/suspects';
import { times } from '../../../../support/effort';

const piece = fc.constantFrom(
  ...'0123456789abfghzBJ@:=/-_.+%\\( )"ｊ＠０ー\u00a0é',
  '090',
  '1234',
  '4111',
  '555',
  '::',
  '2001:',
  'db8',
  '%40',
  '\\u0040',
  '\\n',
  'password',
  'sig=',
  '://',
  'eyJ',
  'ghp_',
  'sk-',
  '203.0.113.9',
  'jo@company.com',
  '123-45-6789',
  'AIza',
  'Bearer ',
  '-----BEGIN PRIVATE KEY',
  'a'.repeat(40),
  '1'.repeat(12),
);

const suspects = (text: string): number[] => {
  const codes = emptyCodes();
  const out: number[] = [];
  load(codes, text);
  for (let at = nextSuspect(codes, 0); at < text.length; at = nextSuspect(codes, at + 1)) {
    out.push(at);
  }
  return out;
};

describe('suspects', () => {
  test.each([
    'arn:aws:iam::123456789012:role/some-role',
    '2024-08-12T10:30:15.123Z',
    'aa:bb:cc:dd:ee:ff',
    'AWS::S3::Bucket',
    '192.168.10.20',
    '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d',
    'ec2.amazonaws.com',
    'https://example.com/a-b_c?x=1&y=2',
    'aws-sdk-java/1.11.975 Linux',
  ])('common texts of a log have none: %s', (text) => {
    expect(suspects(text)).toEqual([]);
  });

  test('a find does not depend on what stands before it', () => {
    const find = fc.constantFrom(
      'jo@company.com',
      '203.0.113.9',
      '2001:db8::1',
      '2001:db8:1:2:3:4:5:6',
      '::ffff:8.8.8.8',
      '090-1234-5678',
      '+81 90-1234-5678',
      '(03) 1234-5678',
      '4111 1111 1111 1111',
      '123-45-6789',
      `ghp_${'a'.repeat(36)}`,
      `sk-${'a'.repeat(30)}`,
      `AIza${'b'.repeat(35)}`,
    );

    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), find, (before, secret) => {
        const text = `${before.join('')} | ${secret} |`;
        const hidden = scan(text).some(
          (hit) => hit.end >= text.length - 2 && hit.start <= text.length - 2 - secret.length,
        );
        expect(hidden).toBe(true);
      }),
      { numRuns: times(3000) },
    );
  });

  test.each([0, 1, 63, 64, 65, 65_535, 65_536, 65_537, 200_000])(
    'finds the same behind %i other characters',
    (length) => {
      const text = `${'x'.repeat(length)} jo@company.com`;

      expect(scan(text)).toEqual([
        { kind: 'email', start: length + 1, end: length + 15, value: 'jo@company.com' },
      ]);
    },
  );

  test('what the text before left behind is never found', () => {
    scan(`${'y'.repeat(100)}@company.com 090-1234-5678`);

    expect(scan('jo')).toEqual([]);
    expect(scan('090-1234-')).toEqual([]);
  });
});
