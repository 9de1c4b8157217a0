import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { signWebhook, verifyWebhook } from '../../../../lib/alerts/send/webhook-signature';

const KEY = 'a key that is long enough to be one';
const OTHER = 'another key, the one before this one';
const NOW = 1_723_458_600;
const BODY = '{"id":"1"}';

describe('a webhook signature', () => {
  it('is HMAC-SHA-256 over timestamp, dot and body', () => {
    const expected = createHmac('sha256', KEY).update(`${NOW}.${BODY}`).digest('hex');

    expect(signWebhook(BODY, [KEY], NOW)).toBe(`t=${NOW},v1=${expected}`);
  });

  it('verifies for any body and key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ minLength: 1 }), (body, key) => {
        expect(verifyWebhook(body, signWebhook(body, [key], NOW), [key], NOW)).toEqual({
          ok: true,
          value: true,
        });
      }),
    );
  });

  it('verifies by either key while keys are exchanged', () => {
    const header = signWebhook(BODY, [KEY, OTHER], NOW);

    expect(verifyWebhook(BODY, header, [OTHER], NOW).ok).toBe(true);
    expect(verifyWebhook(BODY, signWebhook(BODY, [OTHER], NOW), [KEY, OTHER], NOW).ok).toBe(true);
  });

  it.each([
    ['another body', `${BODY} `, signWebhook(BODY, [KEY], NOW), NOW, 'not of this body'],
    ['another key', BODY, signWebhook(BODY, [OTHER], NOW), NOW, 'not of this body'],
    [
      'another timestamp',
      BODY,
      signWebhook(BODY, [KEY], NOW).replace(`t=${NOW}`, `t=${NOW + 1}`),
      NOW,
      'not of this body',
    ],
    ['a repeat too late', BODY, signWebhook(BODY, [KEY], NOW), NOW + 301, '301 s'],
    ['a time too early', BODY, signWebhook(BODY, [KEY], NOW), NOW - 301, '301 s'],
    ['no header', BODY, '', NOW, 'is not t='],
    ['no signature', BODY, `t=${NOW}`, NOW, 'is not t='],
    ['a short signature', BODY, `t=${NOW},v1=00`, NOW, 'is not t='],
    ['two timestamps', BODY, `t=1,${signWebhook(BODY, [KEY], NOW)}`, NOW, 'is not t='],
    ['a huge header', BODY, `t=${NOW},${'v1=,'.repeat(10_000)}`, NOW, 'is not t='],
    ['no keys', BODY, signWebhook(BODY, [], NOW), NOW, 'is not t='],
  ])('does not verify with %s', (_name, body, header, now, problem) => {
    expect(verifyWebhook(body, header, [KEY], now)).toMatchObject({
      ok: false,
      problem: expect.stringContaining(problem),
    });
  });
});
