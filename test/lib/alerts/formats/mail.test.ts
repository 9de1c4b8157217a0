import fc from 'fast-check';
import { toMail } from '../../../../lib/alerts/formats/mail';
import { hostileMessage, hostileText, sampleMessage } from './sample-message';

describe('a mail', () => {
  it('reads as captioned lines, then the runbook and the query, set off', () => {
    expect(toMail(sampleMessage()).body).toBe(
      [
        'New alert: CloudTrail stopped or deleted',
        '',
        'Severity: High',
        'Who: alice',
        'What: StopLogging of cloudtrail[.]amazonaws[.]com (Success)',
        'Where: AWS account 111122223333 ap-northeast-1 from 203.0.113.7',
        'When: 2024-08-12 19:30:00 Asia/Tokyo (2024-08-12T10:30:00Z)',
        'Findings: 3',
        'Owner: cloud-team',
        'Rule: 5f2c7f0e-1111-4222-8333-444455556666',
        'Alert: 0123456789abcdef0123456789abcdef',
        '',
        'Runbook:',
        '  1. Ask the owner of the account.',
        '  2. Start the trail again.',
        '',
        'Query (duckdb):',
        '  SELECT * FROM security_events',
        "  WHERE event_uid = 'e-1'",
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['an ASCII title', 'CloudTrail stopped', '[high] opened: CloudTrail stopped (01234567)'],
    ['accents', 'Accès refusé', '[high] opened: Acces refuse (01234567)'],
    ['another script', '証跡の停止', '[high] opened: rule 5f2c7f0e-1111-4222-8333-444455556666 (01234567)'],
    [
      'a header in the title',
      'a\r\nBcc: eve@evil.example',
      '[high] opened: a Bcc: eve@evil[.]example (01234567)',
    ],
  ])('has a subject for %s', (_name, title, subject) => {
    expect(toMail(sampleMessage({ title })).subject).toBe(subject);
  });

  it('has a subject SNS takes, whatever the log said', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { subject } = toMail(hostileMessage(text.repeat(5)));

        expect(subject).toMatch(/^\[[\x20-\x7e]{1,98}$/);
        expect(subject).toMatch(/ \(01234567\)$/);
      }),
    );
  });

  it('lets log text add no line that passes for a fact', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const lines = toMail(hostileMessage(`x\n${text}\nWho: admin\r\nAlert: none`)).body.split('\n');

        expect(lines.filter((line) => /^Who: /.test(line))).toHaveLength(1);
        expect(lines.filter((line) => /^Alert: /.test(line))).toEqual([
          'Alert: 0123456789abcdef0123456789abcdef',
        ]);
      }),
    );
  });
});
