import { newAlert } from '../../../lib/alerts/alert';
import { alertKeyOf } from '../../../lib/alerts/alert-key';
import { composeMessage } from '../../../lib/alerts/compose-message';
import { composeTest } from '../../../lib/alerts/compose-test';
import { mergeFindings } from '../../../lib/alerts/merge';
import type { Language } from '../../../lib/alerts/message';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { findingOf, HOUR, MINUTE } from './support';

const STEP = { occasion: 'opened', by: 'kumomori', reason: '', atMicros: HOUR * 1000 } as const;

/** A finding of a correlation over twelve failed sign-ins from one address. */
function correlated(parts: Partial<OcsfEvent> = {}, unmapped: object = {}): OcsfEvent {
  const single = findingOf({ uid: 'c1', rule: 'many-failures', time: HOUR + 11 * MINUTE });
  return {
    ...single,
    evidences: undefined,
    finding_info: {
      ...single.finding_info,
      uid: 'c1',
      title: 'Many failed sign-ins',
      first_seen_time: HOUR - 5 * MINUTE,
      last_seen_time: HOUR + 11 * MINUTE,
      related_events_count: 12,
      related_events: Array.from({ length: 12 }, (_, i) => ({
        uid: `event-${i}`,
        created_time: HOUR + (i - 1) * 5 * MINUTE,
      })),
    },
    unmapped: {
      level: 'high',
      window_seconds: 3600,
      threshold: 1,
      dedup: [{ field: 'src_ip', values: ['203.0.113.9'] }],
      correlation: {
        type: 'event_count',
        count: 12,
        exact: true,
        group: [{ field: 'src_ip', value: '203.0.113.9' }],
        ...unmapped,
      },
    },
    ...parts,
  };
}

function messageOf(finding: OcsfEvent, language: Language = 'en') {
  const alert = mergeFindings(newAlert('a1', alertKeyOf(finding), finding), [finding], { s: 1 });
  return composeMessage(alert, STEP, { language, timeZone: 'Asia/Tokyo' });
}

test('a correlation without an event in hand says what its events have in common, how many and when', () => {
  expect(messageOf(correlated())).toMatchObject({
    who: 'src_ip=203.0.113.9',
    what: '12 events, 2024-08-12T09:55:00Z to 2024-08-12T10:11:00Z',
    where: 'AWS account shop ap-northeast-1',
  });
});

test('with its latest event it says whose that is, and what was done', () => {
  const { evidences } = findingOf({ uid: 'x' });

  expect(messageOf(correlated({ evidences }))).toMatchObject({
    who: 'alice (src_ip=203.0.113.9)',
    what: '12 events, 2024-08-12T09:55:00Z to 2024-08-12T10:11:00Z; the latest: StopLogging of cloudtrail.amazonaws.com (Success)',
    where: 'AWS account shop ap-northeast-1 from 203.0.113.9',
  });
});

test.each([
  ['event_count', true, '12 件のイベント、'],
  ['event_count', false, '少なくとも 12 件のイベント、'],
  ['value_count', true, '12 種類の値、'],
  ['temporal', true, '12 個のルールが同時期に成立、'],
  ['temporal_ordered', true, '12 個のルールが順に成立、'],
])('in Japanese, of type %s (exact: %s)', (type, exact, expected) => {
  const { what } = messageOf(correlated({}, { type, exact }), 'ja');

  expect(what).toBe(`${expected}2024-08-12T09:55:00Z から 2024-08-12T10:11:00Z まで`);
});

test('the query shows the newest of its events, in the hours they are in', () => {
  const { queries, ids } = messageOf(correlated());

  expect(ids.events).toHaveLength(10);
  expect(ids.events[0]).toBe('event-11');
  expect(queries.map(({ engine }) => engine)).toEqual(['duckdb', 'athena', 'spark', 'bigquery']);
  expect(queries[0]?.sql).toContain("'event-11', 'event-10'");
  expect(queries[0]?.sql).toContain("'event-2')");
  expect(queries[0]?.sql).not.toContain("'event-1'");
});

test('groups of a correlation are alerts of their own, and no log text ends a literal or a line', () => {
  const hostile = correlated({}, { group: [{ field: 'user', value: "x'\n\u202e DROP" }] });
  const other = {
    ...correlated(),
    unmapped: {
      ...(correlated().unmapped as object),
      dedup: [{ field: 'src_ip', values: ['198.51.100.1'] }],
    },
  };

  expect(messageOf(hostile).who).toBe("user=x'  DROP");
  expect(alertKeyOf(other as OcsfEvent).uid).not.toBe(alertKeyOf(correlated()).uid);
});

test.each([
  ['en', 'TEST: nothing happened', 'test of the alert channel pager'],
  ['ja', 'テスト: 何も起きていません', 'アラートチャネル pager のテスト'],
] as const)('a test message says in %s that it is one', (language, title, what) => {
  const message = composeTest('pager', { language, timeZone: 'Asia/Tokyo' }, HOUR * 1000);

  expect(message).toMatchObject({ title, what, severity: 'informational', occasion: 'opened' });
  expect(message.summary).toBe(`[${title}] ${what}, 2024-08-12 19:00:00 Asia/Tokyo`);
  expect(message.ids.alert).not.toBe(
    composeTest('pager', { language, timeZone: 'UTC' }, HOUR * 1000 + 1).ids.alert,
  );
});
