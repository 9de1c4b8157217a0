import { marked } from './found';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJlLW9mLW91ci1vd24';

describe('secrets', () => {
  test.each([
    ['password=hunter2; user=x', 'password=<secret>; user=x'],
    ['DB_PASSWORD: hunter2', 'DB_PASSWORD: <secret>'],
    ['{"clientSecret":"with space","a":1}', '{"clientSecret":"<secret>","a":1}'],
    ['{\\"password\\":\\"hunter2\\"}', '{\\"password\\":\\"<secret>\\"}'],
    ['Authorization: Bearer abc.def', 'Authorization: Bearer <secret>'],
    ['authorization: Basic dXNlcjpwYXNz', 'authorization: Basic <secret>'],
    [
      'AccountName=a;AccountKey=a+b/c==;EndpointSuffix=core',
      'AccountName=a;AccountKey=<secret>;EndpointSuffix=core',
    ],
    ['?sv=2022&sig=a%2Bb%3D&se=1', '?sv=2022&sig=<secret>&se=1'],
    ['X-Amz-Security-Token=IQoJb3JpZ2lu&X-Amz-Date=1', 'X-Amz-Security-Token=<secret>&X-Amz-Date=1'],
    ['postgres://app:p4ss@db.example.com/x', 'postgres://app:<secret>@db.example.com/x'],
    [`token ${JWT} end`, 'token <secret> end'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY----- x', '<secret> x'],
    ['-----BEGIN PRIVATE KEY-----\\nMII and no end', '<secret>'],
    [`ghp_${'a1'.repeat(18)}`, '<secret>'],
    [`xoxb-${'1'.repeat(12)}-abc`, '<secret>'],
    [`AIza${'x'.repeat(35)}`, '<secret>'],
    [`key sk_live_${'x'.repeat(24)}`, 'key <secret>'],
    ['sent Bearer opaque-token-of-16', 'sent Bearer <secret>'],
  ])('%s', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  test.each([
    ['an access key’s id', 'accessKeyId=AKIAIOSFODNN7EXAMPLE'],
    ['the credential of a signature', 'AWS4-HMAC-SHA256 Credential=ASIAIOSFODNN7EXAMPLE/20240812/us-east-1'],
    ['an ARN of a secret', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf'],
    ['a page', 'nextToken=abcdef'],
    ['an idempotency token', 'clientToken: 0c6f'],
    ['a flag', 'passwordReset=true password=true'],
    ['a public certificate', '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----'],
    ['what is masked already', 'password=[SECRET_MASKED] Authorization: Bearer [SECRET_MASKED]'],
    ['a URL with a port', 'https://example.com:443/a@b'],
  ])('stay: %s', (_, text) => {
    expect(marked(text)).toBe(text);
  });
});

describe('the value of a Japanese name, which was kept', () => {
  test.each([
    ['パスワード：hunter2 です', 'パスワード：<secret> です'],
    ['初期パスワード=hunter2', '初期パスワード=<secret>'],
    ['ログインに失敗（暗証番号:4649）。', 'ログインに失敗（暗証番号:<secret>）。'],
    ['{"アクセストークン": "abc.def"}', '{"アクセストークン": "<secret>"}'],
  ])('%s', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  test.each(['パスワード：変更済み', 'パスワード：', 'パスワードは hunter', 'トークン数：12'])(
    'is none: %s',
    (text) => {
      expect(marked(text)).toBe(text);
    },
  );
});
