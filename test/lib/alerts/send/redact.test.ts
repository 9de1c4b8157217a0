import { inspect } from 'node:util';
import fc from 'fast-check';
import { redact } from '../../../../lib/alerts/send/redact';
import { secretOf } from '../../../../lib/alerts/send/secret';

const KEY = 'R0uting/Key+42=with"odd chars';
const secrets = [secretOf('pagerduty-key', KEY)];

describe('a secret', () => {
  it('does not show when it is printed or made JSON', () => {
    const [secret] = secrets;

    expect(inspect(secret, { depth: 9, showHidden: true })).not.toContain('R0uting');
    expect(JSON.stringify(secret)).toBe('{"name":"pagerduty-key"}');
    expect(`${secret}`).not.toContain('R0uting');
  });
});

describe('redaction', () => {
  it.each([
    ['as it is', KEY],
    ['in another case', KEY.toUpperCase()],
    ['in a URL', encodeURIComponent(KEY)],
    ['in JSON', JSON.stringify(KEY).slice(1, -1)],
    ['in base64', Buffer.from(KEY).toString('base64')],
    ['in base64url', Buffer.from(KEY).toString('base64url')],
    ['in hex', Buffer.from(KEY).toString('hex')],
    ['cut short', KEY.slice(0, 12)],
    ['without its beginning', KEY.slice(9)],
  ])('removes a secret %s', (_name, quoted) => {
    expect(redact(`bad key ${quoted}.`, secrets)).toBe('bad key [SECRET].');
  });

  it('leaves no eight characters of a secret, wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 60 }),
        fc.string(),
        fc.string(),
        (value, before, after) => {
          const text = redact(`${before}${value}${after}`, [secretOf('x', value)]);

          expect(value.length >= 8 && text.includes(value)).toBe(false);
          for (let at = 0; at + 8 <= value.length; at += 1) {
            expect(text.replaceAll('[SECRET]', '\n').includes(value.slice(at, at + 8))).toBe(false);
          }
        },
      ),
    );
  });

  it('leaves other text as it is', () => {
    expect(redact('the receiver answered 400: invalid_payload', secrets)).toBe(
      'the receiver answered 400: invalid_payload',
    );
  });
});
