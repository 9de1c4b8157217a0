import fc from 'fast-check';
import { toNativeEvent } from '../../../../lib/alerts/formats/native-event';
import { toOcsfAlert } from '../../../../lib/alerts/formats/ocsf-alert';
import { toSplunkHec } from '../../../../lib/alerts/formats/splunk-hec';
import { toWebhook } from '../../../../lib/alerts/formats/webhook';
import { OCCASIONS } from '../../../../lib/alerts/message';
import { errors } from '../../../../lib/ocsf/validate';
import { hostileMessage, hostileText, sampleMessage } from './sample-message';

const KEY = 'a'.repeat(64);

describe('an alert for programs', () => {
  it.each(OCCASIONS)('is a valid OCSF finding when %s', (occasion) => {
    const decision = { by: 'bob', reason: 'known', utc: '2024-08-12T11:00:00Z' };

    expect(errors(toOcsfAlert(sampleMessage({ occasion, decision }), KEY))).toEqual([]);
  });

  it('is valid whatever the log said', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(errors(toOcsfAlert(hostileMessage(text), KEY))).toEqual([]);
      }),
    );
  });

  it.each([
    ['opened', 1, 1],
    ['acknowledged', 2, 2],
    ['resolved', 3, 4],
    ['false_positive', 3, 3],
  ] as const)('that was %s has activity %i and status %i', (occasion, activity_id, status_id) => {
    expect(toOcsfAlert(sampleMessage({ occasion }), KEY)).toMatchObject({ activity_id, status_id });
  });

  it('names the alert, the attempt-independent key and the rule', () => {
    expect(toOcsfAlert(sampleMessage(), KEY)).toMatchObject({
      time: 1723458600000,
      start_time: 1723458540000,
      count: 3,
      severity_id: 4,
      metadata: { uid: KEY, tags: [{ name: 'rule_bundle', value: '2024.08.1' }] },
      finding_info: {
        uid: '0123456789abcdef0123456789abcdef',
        analytic: { uid: '5f2c7f0e-1111-4222-8333-444455556666' },
        related_events: [{ uid: 'e-1' }],
      },
    });
  });

  it('sets off formulas in what people export', () => {
    expect(toOcsfAlert(sampleMessage({ who: '=1+1' }), KEY).unmapped).toMatchObject({ who: "'=1+1" });
  });
});

describe('the envelopes', () => {
  it('of the native bus have fixed names to route by', () => {
    expect(toNativeEvent(sampleMessage({ occasion: 'false_positive' }), KEY)).toMatchObject({
      source: 'kumomori',
      detailType: 'Kumomori Alert False Positive',
      time: '2024-08-12T10:30:00Z',
      detail: { class_uid: 2004 },
    });
  });

  it('of Splunk have the time in seconds and where to file it', () => {
    expect(toSplunkHec(sampleMessage(), KEY, { host: 'kumomori-prod', index: 'security' })).toMatchObject({
      time: 1723458600,
      host: 'kumomori-prod',
      source: 'kumomori',
      sourcetype: 'kumomori:alert',
      index: 'security',
      event: { class_uid: 2004 },
    });
  });

  it('of the webhook have type, id, time and data', () => {
    expect(toWebhook(sampleMessage({ occasion: 'resolved' }), KEY)).toMatchObject({
      type: 'alert.resolved',
      id: KEY,
      timestamp: '2024-08-12T10:30:00Z',
      data: { class_uid: 2004 },
    });
  });
});
