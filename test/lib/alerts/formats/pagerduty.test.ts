import { toPagerDuty } from '../../../../lib/alerts/formats/pagerduty';
import type { AlertMessage } from '../../../../lib/alerts/message';
import { hugeMessage, sampleMessage } from './sample-message';

describe('a PagerDuty event', () => {
  it.each([
    ['opened', 'trigger'],
    ['reopened', 'trigger'],
    ['digest', 'trigger'],
    ['acknowledged', 'acknowledge'],
    ['resolved', 'resolve'],
    ['false_positive', 'resolve'],
  ] as const)('of an alert that was %s is to %s, under the key of the alert', (occasion, action) => {
    expect(toPagerDuty(sampleMessage({ occasion }))).toMatchObject({
      event_action: action,
      dedup_key: '0123456789abcdef0123456789abcdef',
    });
  });

  it.each([
    ['critical', 'critical'],
    ['high', 'error'],
    ['medium', 'warning'],
    ['low', 'info'],
    ['informational', 'info'],
  ] as const)('of severity %s is %s', (severity, expected) => {
    expect(toPagerDuty(sampleMessage({ severity })).payload?.severity).toBe(expected);
  });

  it('has the required parts, and the facts as details', () => {
    expect(toPagerDuty(sampleMessage()).payload).toMatchObject({
      summary: 'New alert, High: CloudTrail stopped or deleted: alice, StopLogging, account 111122223333',
      source: 'AWS account 111122223333 ap-northeast-1 from 203.0.113.7',
      timestamp: '2024-08-12T10:30:00Z',
      custom_details: expect.objectContaining({ Who: 'alice', Findings: '3' }),
    });
  });

  it('keeps to the limits of summary and key', () => {
    const huge: AlertMessage = { ...hugeMessage(), ids: { ...hugeMessage().ids, alert: 'k'.repeat(500) } };
    const { dedup_key, payload } = toPagerDuty(huge);

    expect(dedup_key).toHaveLength(255);
    expect(payload?.summary.length).toBeLessThanOrEqual(1_024);
  });

  it('has a source even when the message has no place', () => {
    expect(toPagerDuty(sampleMessage({ where: '' })).payload?.source).toBe('Kumomori');
  });

  it('sets off formulas in what people export', () => {
    const { payload } = toPagerDuty(sampleMessage({ who: '=cmd|x', summary: '+1' }));

    expect(payload?.custom_details.Who).toBe("'=cmd|x");
    expect(payload?.summary).toBe("'+1");
  });
});
