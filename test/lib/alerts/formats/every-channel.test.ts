import fc from 'fast-check';
import { toAsff } from '../../../../lib/alerts/formats/asff';
import { toJira } from '../../../../lib/alerts/formats/jira';
import { toMail } from '../../../../lib/alerts/formats/mail';
import { toNativeEvent } from '../../../../lib/alerts/formats/native-event';
import { toPagerDuty } from '../../../../lib/alerts/formats/pagerduty';
import { toSlack } from '../../../../lib/alerts/formats/slack';
import { toSplunkHec } from '../../../../lib/alerts/formats/splunk-hec';
import { toTeams } from '../../../../lib/alerts/formats/teams';
import { toWebhook } from '../../../../lib/alerts/formats/webhook';
import type { AlertMessage } from '../../../../lib/alerts/message';
import { hostileMessage, hostileText, hugeMessage, sampleMessage, stringsIn, UNSEEN } from './sample-message';

const KEY = 'a'.repeat(64);
const PRODUCT = 'arn:aws:securityhub:eu-west-1:222222222222:product/222222222222/default';
const PROJECT = { project: 'SEC', issueType: 'Task' };

/** Each format, and the most bytes of JSON its channel takes. */
const FORMATS: readonly (readonly [string, (message: AlertMessage) => unknown, number])[] = [
  ['native event', (message) => toNativeEvent(message, KEY), 256 * 1024],
  ['Security Hub', (message) => toAsff(message, KEY, PRODUCT), 240 * 1024],
  ['mail', toMail, 256 * 1024],
  ['Slack', toSlack, 13_200],
  ['Teams', toTeams, 28 * 1024],
  ['PagerDuty', toPagerDuty, 512 * 1024],
  ['Jira', (message) => toJira(message, PROJECT), 32_767],
  ['Splunk', (message) => toSplunkHec(message, KEY, { host: 'kumomori' }), 256 * 1024],
  ['webhook', (message) => toWebhook(message, KEY), 256 * 1024],
];

describe.each(FORMATS)('%s', (_name, format, maxBytes) => {
  it('says who, what, where, when and the runbook', () => {
    const texts = stringsIn(format(sampleMessage())).join('\n');

    expect(texts).toContain('alice');
    expect(texts).toContain('StopLogging');
    expect(texts).toContain('111122223333');
    expect(JSON.stringify(format(sampleMessage()))).toMatch(/2024-08-12T10:30:00Z|"time":1723458600/);
    expect(texts).toContain('19:30:00 Asia/Tokyo');
    expect(texts).toContain('Start the trail again.');
    expect(texts).toContain('event_uid');
  });

  it('has no unseen character, whatever the log said', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const found = stringsIn(format(hostileMessage(text))).filter((one) => UNSEEN.test(one));

        expect(found).toEqual([]);
      }),
    );
  });

  it('stays within what the channel takes, in the script that takes most bytes', () => {
    expect(Buffer.byteLength(JSON.stringify(format(hugeMessage())))).toBeLessThanOrEqual(maxBytes);
  });

  it('is the same for the same message', () => {
    expect(JSON.stringify(format(sampleMessage()))).toBe(JSON.stringify(format(sampleMessage())));
  });
});

const PEOPLE = FORMATS.filter(([name]) => ['mail', 'Slack', 'Teams', 'PagerDuty', 'Jira'].includes(name));

describe.each(PEOPLE)('%s, read by people', (_name, format) => {
  it('makes no link and no mention of log text, whatever it is', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        // Queries are to paste and stand where the channel reads no markup; the runbook is the rule author's.
        const message = { ...hostileMessage(text), queries: [], runbook: '' };
        const found = stringsIn(format(message)).filter(
          (one) =>
            one !== 'http://adaptivecards.io/schemas/adaptive-card.json' &&
            /:\/\/|\bwww\.|(^|\s)@\w/i.test(one),
        );

        expect(found).toEqual([]);
      }),
    );
  });

  it('lists a digest, and counts what it does not list', () => {
    const line = { severity: 'low', severityText: 'Low', title: 'Noise', alerts: 2, findings: 7 } as const;
    const message = sampleMessage({
      occasion: 'digest',
      who: '',
      what: '',
      where: '',
      digest: new Array(30).fill(line),
    });
    const texts = stringsIn(format(message)).join('\n');

    expect(texts).toContain('2 (7) Low Noise');
    expect(texts).toContain('22 (77) …');
  });
});
