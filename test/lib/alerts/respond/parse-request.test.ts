import fc from 'fast-check';
import { parseRequest } from '../../../../lib/alerts/respond/parse-request';
import { hostileText, UNSEEN } from '../formats/sample-message';
import { REQUEST } from './support';

/** 2024-08-12T10:00:00Z. */
const NOW = 1_723_456_800_000_000;
const HOUR = 3_600_000_000;
const problem = (parts: object) => {
  const parsed = parseRequest({ ...REQUEST, ...parts }, NOW);
  return parsed.ok ? undefined : parsed.problem;
};

test('a request waits an hour unless it says until when', () => {
  expect(parseRequest(REQUEST, NOW)).toMatchObject({ ok: true, value: { expiresMicros: NOW + HOUR } });
  expect(parseRequest({ ...REQUEST, expires: '2024-08-12T12:00:00Z' }, NOW)).toEqual({
    ok: true,
    value: {
      alert: REQUEST.alert,
      action: REQUEST.action,
      target: REQUEST.target,
      requestedBy: REQUEST.requested_by,
      reason: REQUEST.reason,
      expiresMicros: NOW + 2 * HOUR,
    },
  });
});

test.each([
  [{ target: undefined }, "the request's target must be text, got undefined"],
  [{ requested_by: 7 }, "the request's requested_by must be text, got 7"],
  [{ reason: '  ' }, "the request's reason must be text"],
  [{ target: 'x'.repeat(501) }, 'at most 500 characters, got 501'],
  [{ target: 'i-1\nReason: none' }, 'has characters that cannot be seen'],
  [{ target: 'exe.\u202egnp' }, 'has characters that cannot be seen, or spaces at its ends: exe.[U+202E]gnp'],
  [{ expires: 'soon' }, 'must be a time such as'],
  [{ expires: 1_723_460_400 }, 'must be a time such as'],
  [{ expires: '2024-08-12T10:00:30Z' }, 'between 2024-08-12T10:01:00Z and 2024-08-13T10:00:00Z'],
  [{ expires: '2024-08-13T10:00:01Z' }, 'got 2024-08-13T10:00:01Z'],
])('%j is refused in words', (parts, message) => {
  expect(problem(parts)).toContain(message);
});

test('what is taken is what people read, to the letter', () => {
  fc.assert(
    fc.property(hostileText, (target) => {
      const parsed = parseRequest({ ...REQUEST, target }, NOW);

      if (parsed.ok) {
        expect(parsed.value.target).toBe(target);
        expect(target).not.toMatch(UNSEEN);
        expect(target).not.toContain('\n');
      }
    }),
  );
});

test('whatever comes in place of a request is refused, and nothing throws', () => {
  fc.assert(
    fc.property(fc.anything(), (input) => {
      expect(parseRequest(input, NOW).ok).toBe(false);
    }),
  );
});
