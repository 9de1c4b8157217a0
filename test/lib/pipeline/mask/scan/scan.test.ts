import fc from 'fast-check';
import { maskText } from '../../../../../lib/pipeline/mask/mask-text';
import { scan } from '../../../../../lib/pipeline/mask/scan/scan';
import { marked } from './found';

describe('scan', () => {
  test('the seed’s sentence comes out as the seed shows it', () => {
    expect(maskText('user email: john.doe@company.com called from 090-1234-5678')).toBe(
      'user email: [EMAIL_MASKED] called from [PHONE_MASKED]',
    );
  });

  test('several kinds in one line, each once', () => {
    const line = '203.0.113.15 jo@company.com 4111-1111-1111-1111 123-45-6789 090-1234-5678 password=x1y2z3';

    expect(marked(line)).toBe('<ip> <email> <card> <ssn> <phone> password=<secret>');
  });

  test.each([
    'AWSLogs/123456789012/CloudTrail/us-east-1/2024/08/12/123456789012_CloudTrail_us-east-1_20240812T1030Z_abcDEF.json.gz',
    'arn:aws:ec2:ap-northeast-1:123456789012:instance/i-1234567890abcdef0',
    'projects/123456789012/zones/us-central1-a/instances/4519776433289104283',
    '/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg-1/providers/Microsoft.Compute/virtualMachines/vm1',
    '1-5759e988-bd862e3fe1be46a994272793',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    '"d41d8cd98f00b204e9800998ecf8427e"',
    '79104EXAMPLEB723',
    '2024-08-12-10-30-45-ABCDEF0123456789',
    '1723458600.123456',
    'payment-api-7c6d8f9-x2k8m',
    'us-east-1_AbCdEfGhI',
    'operation-1691234567890-5f1c2d3e4a5b6-7c8d9e0f-1a2b3c4d',
    '2 123456789012 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK',
    'kubelet/v1.29.0 (linux/amd64) kubernetes/3f7a50f',
    'S3:x-amz-id-2 eftixk72aD6Ap51TnqcoF8eFidJG9Z/2mkiDFu8yU9AS1ed4OpIszj7UDNEHGran',
  ])('ids, times and versions survive: %s', (text) => {
    expect(marked(text)).toBe(text);
  });

  test('what is masked once is not touched again', () => {
    const pieces = fc.constantFrom(
      'jo@company.com',
      '090-1234-5678',
      '4111 1111 1111 1111',
      '123-45-6789',
      '203.0.113.9',
      '2001:db8::1',
      'password=abc',
      ' ',
      ',',
      '-',
      'a',
      '1',
      ':',
      '%20',
    );

    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const once = maskText(parts.join(''));
        expect(maskText(once)).toBe(once);
      }),
    );
  });

  test('finds are in order, apart, and what they say', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789-. @:a%_+(F') }), (text) => {
        let from = 0;
        for (const hit of scan(text)) {
          expect(hit.start).toBeGreaterThanOrEqual(from);
          expect(hit.end).toBeGreaterThan(hit.start);
          from = hit.end;
        }
        expect(from).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1000 },
    );
  });

  test('any number of hostile repetitions ends', () => {
    for (const piece of [
      '1 ',
      '123-',
      '1234 ',
      'a@',
      ':',
      '::a',
      '%41',
      '1.2.3.4.',
      'password=',
      '://a:',
      '-----BEGIN ',
      'eyJ',
      '\\u0040',
      '-eyJ',
      'パスワード=',
      'password=arn:',
    ]) {
      expect(scan(piece.repeat(100_000)).length).toBeGreaterThanOrEqual(0);
    }
  });
});
