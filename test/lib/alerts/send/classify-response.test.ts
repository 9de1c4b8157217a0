import { classifyResponse, retryAfterSeconds } from '../../../../lib/alerts/send/classify-response';

const NOW = Date.UTC(2024, 7, 12, 10, 30, 0) * 1_000;

describe('an answer', () => {
  it.each([200, 201, 202, 204])('%i is sent', (status) => {
    expect(classifyResponse({ status, body: 'ok' }, NOW)).toEqual({ outcome: 'sent' });
  });

  it.each([408, 425, 429, 500, 502, 503, 504, 529])('%i is to be tried again', (status) => {
    expect(classifyResponse({ status, body: '' }, NOW)).toMatchObject({
      outcome: 'retry',
      reason: `the receiver answered ${status}`,
    });
  });

  it.each([400, 401, 403, 404, 405, 410, 413, 422, 100, 0])('%i is final', (status) => {
    expect(classifyResponse({ status, body: 'no_service' }, NOW)).toEqual({
      outcome: 'refuse',
      reason: `the receiver answered ${status}: no_service`,
    });
  });

  it.each([301, 302, 303, 307, 308])('%i is final: nothing is followed', (status) => {
    expect(classifyResponse({ status, body: '' }, NOW)).toMatchObject({
      outcome: 'refuse',
      reason: expect.stringContaining('redirect'),
    });
  });

  it('says when to try again', () => {
    expect(classifyResponse({ status: 429, retryAfter: '30', body: '' }, NOW)).toMatchObject({
      afterSeconds: 30,
    });
  });

  it('is quoted on one short line without unseen characters', () => {
    const { reason } = classifyResponse({ status: 400, body: `a\nb\u202e${'x'.repeat(5_000)}` }, NOW) as {
      reason: string;
    };

    expect(reason).toMatch(/: a b\[U\+202E\]x+…$/);
    expect(reason.length).toBeLessThan(250);
  });
});

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['120', 120],
    [' 7 ', 7],
    ['999999999', 86_400],
    ['Mon, 12 Aug 2024 10:31:00 GMT', 60],
    ['Mon, 12 Aug 2024 10:00:00 GMT', 0],
    ['-1', undefined],
    ['soon', undefined],
    ['Mon, 99 Aug 2024 10:31:00 GMT', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %j seconds', (header, expected) => {
    expect(retryAfterSeconds(header, NOW)).toBe(expected);
  });
});
