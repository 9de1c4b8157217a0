import { matches, one } from '../both';
import { problemsOf } from '../support';

const AT = '2024-08-12T10:30:59Z';

/** Detection line, a value it matches, one it does not. */
test.each([
  ['when|minute: 30', AT, '2024-08-12T10:31:00Z'],
  ['when|hour: 10', AT, '2024-08-12T09:59:59Z'],
  ['when|hour: 1', '2024-08-12T10:30:00+09:00', AT],
  ['when|day: 12', AT, '2024-08-13T10:30:00Z'],
  ['when|week: 33', AT, '2024-08-11T23:59:59Z'],
  ['when|week: 1', '2024-12-30T00:00:00Z', '2023-01-01T00:00:00Z'],
  ['when|week: 53', '2021-01-03T23:59:59Z', '2021-01-04T00:00:00Z'],
  ['when|month: 8', AT, '2024-07-31T23:59:59Z'],
  ['when|year: 2024', AT, '2023-12-31T23:59:59Z'],
  ['when|hour: [22, 23]', '2024-08-12 23:00:00', AT],
  ['when|hour|gte: 10', AT, '2024-08-12T09:00:00Z'],
  ['when|hour|gt: 9', AT, '2024-08-12T09:00:00Z'],
  ['when|hour|lte: 10', AT, '2024-08-12T11:00:00Z'],
  ['when|hour|lt: 11', AT, '2024-08-12T11:00:00Z'],
  ['when|hour|neq: 10', '2024-08-12T11:00:00Z', AT],
  ['when|hour: 10', 1_723_458_600_000, 1_723_462_200_000],
  ['when|week: 1', -1, '10:30'],
  ['when|minute: 0', 0, 'midnight'],
])('%s', (line, met, missed) => {
  expect(matches(one(line), { when: met })).toBe(true);
  expect(matches(one(line), { when: missed })).toBe(false);
});

test('what is no time has no parts', () => {
  expect(matches(one('when|hour|gte: 0'), { when: [true, null, '', 'noon', 1e300, { hour: 1 }] })).toBe(
    false,
  );
});

test.each([
  ['when|hour: 24', 'needs a whole number from 0 to 23, got 24'],
  ['when|week: 0', 'needs a whole number from 1 to 53, got 0'],
  ['when|day: 1.5', 'needs a whole number from 1 to 31, got 1.5'],
  ["when|hour: '10'", 'needs a number without quotes, got "10"'],
  ['when|hour|contains: 1', 'needs text'],
  ['when|hour|gt|lt: 1', 'needs a number without quotes'],
])('%s is refused', (line, reason) => {
  expect(problemsOf(one(line)).join()).toContain(reason);
});
