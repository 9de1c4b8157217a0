import { marked } from './found';

describe('e-mail addresses', () => {
  test.each([
    ['john.doe@company.com', '<email>'],
    ['mail to <o.b+tag@sub.example.co.jp>, please', 'mail to <<email>>, please'],
    ['連絡先はjohn@company.comです', '連絡先は<email>です'],
    ['josé.müller@example.org', '<email>'],
    ['090-1234-5678@docomo.ne.jp', '<email>'],
    ['a@b.cd,e@f.gh;i@j.kl', '<email>,<email>;<email>'],
    [
      'arn:aws:sts::123456789012:assumed-role/Admin/jo@company.com',
      'arn:aws:sts::123456789012:assumed-role/Admin/<email>',
    ],
    ['john@company.com. Next', '<email>. Next'],
    ['q=john%40company.com&x=1', 'q=<email>&x=1'],
    ['john%2540company.com', '<email>'],
    ['{"a":"john\\u0040company.com"}', '{"a":"<email>"}'],
    ['ｊｏｈｎ＠ｃｏｍｐａｎｙ．ｃｏｍ', '<email>'],
    ['john@10.0.0.1.example.com', '<email>'],
  ])('%s', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  test.each([
    'user@localhost',
    '@scope/package@1.2.3',
    'image@sha256:abcdef',
    'a @ b.com',
    '@company.com',
    'john@',
    'x@1.2',
    'john@company.c',
  ])('is none: %s', (text) => {
    expect(marked(text)).toBe(text);
  });
});
