import { alertKeyOf, keyAfter, keyBefore } from '../../../lib/alerts/alert-key';
import { type FindingParts, findingOf, HOUR, MINUTE } from './support';

const BASE: FindingParts = { uid: 'f1', time: HOUR + 5 * MINUTE };
const keyOf = (change: Partial<FindingParts>) => alertKeyOf(findingOf({ ...BASE, ...change })).uid;

test.each<[string, Partial<FindingParts>]>([
  ['another finding', { uid: 'f2' }],
  ['the first moment of the window', { time: HOUR }],
  ['the last moment of the window', { time: HOUR + 60 * MINUTE - 1 }],
  ['another user, who is no dedup field', { user: 'bob' }],
  ['another threshold', { threshold: 9 }],
])('is the same for %s', (_, change) => {
  expect(keyOf(change)).toBe(keyOf({}));
});

test.each<[string, Partial<FindingParts>]>([
  ['another rule', { rule: 'rule-2' }],
  ['another value of a dedup field', { dedup: '222222222222' }],
  ['a moment before the window', { time: HOUR - 1 }],
  ['the first moment after it', { time: HOUR + 60 * MINUTE }],
  ['a window of another length', { windowSeconds: 1800 }],
])('differs for %s', (_, change) => {
  expect(keyOf(change)).not.toBe(keyOf({}));
});

test('the windows before and after are those of the findings there', () => {
  const key = alertKeyOf(findingOf(BASE));

  expect(keyBefore(key).uid).toBe(keyOf({ time: HOUR - 1 }));
  expect(keyAfter(key).uid).toBe(keyOf({ time: HOUR + 60 * MINUTE }));
});

test('values that read alike when joined stay apart', () => {
  const withDedup = (dedup: { field: string; values: string[] }[]) => {
    const finding = findingOf(BASE);
    return alertKeyOf({ ...finding, unmapped: { ...(finding.unmapped as object), dedup } }).uid;
  };

  expect(withDedup([{ field: 'a', values: ['x,y'] }])).not.toBe(
    withDedup([{ field: 'a', values: ['x', 'y'] }]),
  );
  expect(
    withDedup([
      { field: 'a', values: ['x'] },
      { field: 'b', values: [] },
    ]),
  ).not.toBe(
    withDedup([
      { field: 'a', values: [] },
      { field: 'b', values: ['x'] },
    ]),
  );
});
