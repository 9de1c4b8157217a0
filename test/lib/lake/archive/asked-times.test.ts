import { askedTimes } from '../../../../lib/lake/archive/asked-times';

const at = (time: string) => Date.parse(time) * 1000;
const EVENTS = 'SELECT user_id FROM security_events';
const NOW = at('2024-08-12T10:30:00Z');

describe('the times a query asks for', () => {
  it.each([
    [
      'a view of recent times',
      'SELECT * FROM security_events_last_day',
      '2024-08-11T10:30:00Z',
      '2024-08-12T10:30:00Z',
    ],
    ['a year', `${EVENTS} WHERE year = 2023`, '2023-01-01T00:00:00Z', '2024-01-01T00:00:00Z'],
    ['a month', `${EVENTS} WHERE year = 2023 AND month = 12`, '2023-12-01T00:00:00Z', '2024-01-01T00:00:00Z'],
    [
      'a day, quoted',
      `${EVENTS} WHERE "year"=2023 AND "month"=2 AND "day"=28`,
      '2023-02-28T00:00:00Z',
      '2023-03-01T00:00:00Z',
    ],
    [
      'an hour',
      `${EVENTS} WHERE year = 2023 AND month = 2 AND day = 28 AND hour = 23`,
      '2023-02-28T23:00:00Z',
      '2023-03-01T00:00:00Z',
    ],
  ])('are known of %s', (_, sql, from, to) => {
    expect(askedTimes(sql, NOW)).toEqual({ from: at(from), to: at(to) });
  });

  it.each([
    ["EXECUTE events_between USING TIMESTAMP '2024-08-12 10:00:00', TIMESTAMP '2024-08-12 11:00:00'"],
    [
      `${EVENTS} WHERE event_time between timestamp '2024-08-12 10:00:00' and timestamp '2024-08-12 11:00:00'`,
    ],
  ])('are known of two timestamps: %s', (sql) => {
    expect(askedTimes(sql, NOW)).toEqual({
      from: at('2024-08-12T10:00:00Z'),
      to: at('2024-08-12T11:00:00Z') + 1,
    });
  });

  it.each([
    [EVENTS],
    [`${EVENTS} WHERE event_time > TIMESTAMP '2024-08-12 10:00:00'`],
    [`${EVENTS} WHERE year = 2023 OR year = 2024`],
    [`${EVENTS} WHERE year = 2023 OR user_id = 'x'`],
    [`${EVENTS} WHERE year BETWEEN 2023 AND 2024`],
    [`${EVENTS} WHERE day = 12`],
    [`${EVENTS} WHERE event_time BETWEEN TIMESTAMP 'noon' AND TIMESTAMP 'night'`],
  ])('are not guessed: %s', (sql) => {
    expect(askedTimes(sql, NOW)).toBeUndefined();
  });
});
