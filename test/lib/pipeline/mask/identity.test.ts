import { identities } from '../../../../lib/pipeline/mask/identity';

const names = identities((kind, value) => `<${kind} ${value.replace('@', ' at ')}>`);

describe('structured identities', () => {
  test.each([
    ['alice', '<user alice>'],
    ['CORP\\alice', '<user CORP\\alice>'],
    ['alice@company.com', '<email alice at company.com>'],
    ['090-1234-5678', '<phone 090-1234-5678>'],
    ['arn:aws:iam::123456789012:user/alice', 'arn:aws:iam::123456789012:user/<user alice>'],
    ['arn:aws-cn:iam::123456789012:user/a/b/alice', 'arn:aws-cn:iam::123456789012:user/a/b/<user alice>'],
    [
      'arn:aws:sts::123456789012:federated-user/alice',
      'arn:aws:sts::123456789012:federated-user/<user alice>',
    ],
    ['AROA0123456789ABCDEFG:alice', 'AROA0123456789ABCDEFG:<user alice>'],
    ['[USER_MASKED]', '[USER_MASKED]'],
    ['123456789012', '123456789012'],
    ['0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d', '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d'],
    ['AIDA0123456789ABCDEFG', 'AIDA0123456789ABCDEFG'],
    ['', ''],
  ])('the whole name %s', (text, expected) => {
    expect(names.name(text)).toBe(expected);
  });

  test.each([
    [
      'arn:aws:sts::123456789012:assumed-role/Admin/a@b.com',
      'arn:aws:sts::123456789012:assumed-role/Admin/<email a at b.com>',
    ],
    [
      'arn:aws:sts::123456789012:assumed-role/Node/i-0123456789abcdef0',
      'arn:aws:sts::123456789012:assumed-role/Node/i-0123456789abcdef0',
    ],
    ['arn:aws:iam::123456789012:role/Admin', 'arn:aws:iam::123456789012:role/Admin'],
    ['serviceAccount:x@p.iam.gserviceaccount.com', 'serviceAccount:<email x at p.iam.gserviceaccount.com>'],
    ['AIDA0123456789ABCDEFG', 'AIDA0123456789ABCDEFG'],
  ])('what names somebody in %s', (text, expected) => {
    expect(names.text(text)).toBe(expected);
  });

  test('a name as long as an input ends', () => {
    expect(names.name(`${'a.'.repeat(50_000)}@`).length).toBeGreaterThan(100_000);
  });
});
