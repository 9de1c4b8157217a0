import { newAlert } from '../../../lib/alerts/alert';
import { alertKeyOf } from '../../../lib/alerts/alert-key';
import { composeDigest } from '../../../lib/alerts/compose-digest';
import { composeMessage } from '../../../lib/alerts/compose-message';
import { mergeFindings } from '../../../lib/alerts/merge';
import { LANGUAGES, OCCASIONS } from '../../../lib/alerts/message';
import { WORDS } from '../../../lib/alerts/words';
import { formatLocal, isTimeZone } from '../../../lib/alerts/zoned-time';
import { findingOf, HOUR, MINUTE } from './support';

const FINDINGS = [0, 90].map((minutes) =>
  findingOf({ uid: `f${minutes}`, time: HOUR + minutes * MINUTE, windowSeconds: 86_400 }),
);
const [FIRST = findingOf({ uid: 'none' })] = FINDINGS;
const ALERT = mergeFindings(newAlert('a1', alertKeyOf(FIRST), FIRST), FINDINGS, { s: 2 });
const STEP = { occasion: 'opened', by: 'kumomori', reason: '', atMicros: HOUR * 1000 } as const;

test('a message says who, what, where, when, what to do and what to paste', () => {
  const message = composeMessage(ALERT, STEP, { language: 'en', timeZone: 'Asia/Tokyo' });

  expect(message).toMatchObject({
    title: 'Title of rule-1',
    summary:
      '[New alert] [High] Title of rule-1: alice, StopLogging of cloudtrail.amazonaws.com (Success), AWS account shop ap-northeast-1 from 203.0.113.9, 2024-08-12 20:30:00 Asia/Tokyo',
    who: 'alice',
    when: {
      utc: '2024-08-12T11:30:00Z',
      local: '2024-08-12 20:30:00 Asia/Tokyo',
      firstUtc: '2024-08-12T10:00:00Z',
    },
    runbook: '1. Ask.\n2. Start it again.',
    ids: {
      alert: 'a1',
      rule: 'rule-1',
      findings: ['f90', 'f0'],
      events: ['event-f90', 'event-f0'],
      bundle: 'bundle-7',
    },
    counts: { findings: 2, alerts: 1, threshold: 1 },
  });
  expect(message.decision).toBeUndefined();
});

test('the same in Japanese', () => {
  const message = composeMessage(ALERT, STEP, { language: 'ja', timeZone: 'Asia/Tokyo' });

  expect(message.summary).toBe(
    '[新しいアラート] [高] Title of rule-1: alice, cloudtrail.amazonaws.com の StopLogging（成功）, AWS アカウント shop ap-northeast-1 送信元 203.0.113.9, 2024-08-12 20:30:00 Asia/Tokyo',
  );
  expect(message.labels).toMatchObject({ who: '誰が', runbook: '対応手順', severityText: '高' });
});

test('a decision says who, when and why, on one line whatever was typed', () => {
  const step = { ...STEP, occasion: 'resolved', by: 'hanako', reason: 'ticket 7\n\u202eevil' } as const;

  const { decision } = composeMessage(ALERT, step, { language: 'en', timeZone: 'UTC' });

  expect(decision).toEqual({ by: 'hanako', reason: 'ticket 7 evil', utc: '2024-08-12T10:00:00Z' });
});

test('the query reads only the hours of the events, and ids that could end a literal are left out', () => {
  const hostile = {
    ...ALERT,
    newest: [...ALERT.newest, { finding: 'f', event: "x' OR 1=1 --", time: HOUR }],
  };

  const { queries } = composeMessage(hostile, STEP, { language: 'en', timeZone: 'UTC' });

  expect(queries.map(({ engine }) => engine)).toEqual(['duckdb', 'athena', 'spark', 'bigquery']);
  expect(queries[0]?.sql).toContain(
    "WHERE (year = 2024 AND month = 8 AND day = 12 AND hour = 10\n    OR year = 2024 AND month = 8 AND day = 12 AND hour = 11)\n  AND event_uid IN ('event-f90', 'event-f0')",
  );
  expect(queries[0]?.sql).not.toContain('1=1');
});

test('queries of another making take their place', () => {
  const query = () => [{ engine: 'duckdb', sql: 'SELECT 1' }];

  expect(composeMessage(ALERT, STEP, { language: 'en', timeZone: 'UTC', query }).queries).toEqual(query());
});

test.each(LANGUAGES)('every word is there in %s', (language) => {
  const { occasions, severities, labels } = WORDS[language];
  const words = [...Object.values(occasions), ...Object.values(severities), ...Object.values(labels)];

  expect(Object.keys(occasions).sort()).toEqual([...OCCASIONS].sort());
  expect(words.every((word) => word.trim() !== '')).toBe(true);
});

test('a digest counts everything and lists the first twenty kinds', () => {
  const lines = Array.from({ length: 60 }, (_, i) => ({
    severity: 'high' as const,
    title: `rule ${i % 30}`,
    findings: 2,
    language: 'ja' as const,
    timeZone: 'Asia/Tokyo',
    time: HOUR - i,
  }));

  const digest = composeDigest('d1', lines, { language: 'ja', timeZone: 'Asia/Tokyo', severity: 'high' });

  expect(digest).toMatchObject({
    title: 'ほか 60 件のアラート',
    counts: { alerts: 60, findings: 120 },
    when: { utc: '2024-08-12T10:00:00Z' },
  });
  expect(digest.digest).toHaveLength(20);
  expect(digest.digest[0]).toEqual({
    severity: 'high',
    severityText: '高',
    title: 'rule 0',
    alerts: 2,
    findings: 4,
  });
});

test.each([
  ['UTC', '2024-08-12 10:00:00 UTC'],
  ['Asia/Tokyo', '2024-08-12 19:00:00 Asia/Tokyo'],
  ['America/New_York', '2024-08-12 06:00:00 America/New_York'],
  ['Asia/Kolkata', '2024-08-12 15:30:00 Asia/Kolkata'],
])('local time in %s', (timeZone, expected) => {
  expect(formatLocal(HOUR, timeZone)).toBe(expected);
});

test.each([
  ['Asia/Tokyo', true],
  ['UTC', true],
  ['Mars/Olympus', false],
  ['+09:00', false],
  ['', false],
])('%p is a time zone: %s', (name, expected) => {
  expect(isTimeZone(name)).toBe(expected);
});
