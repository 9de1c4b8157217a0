import fc from 'fast-check';
import type { AlertMessage } from '../../../../lib/alerts/message';

/** An alert as the alert stage writes it; parts can be replaced. */
export function sampleMessage(parts: Partial<AlertMessage> = {}): AlertMessage {
  return {
    occasion: 'opened',
    language: 'en',
    title: 'CloudTrail stopped or deleted',
    summary: 'New alert, High: CloudTrail stopped or deleted: alice, StopLogging, account 111122223333',
    severity: 'high',
    who: 'alice',
    what: 'StopLogging of cloudtrail.amazonaws.com (Success)',
    where: 'AWS account 111122223333 ap-northeast-1 from 203.0.113.7',
    when: {
      utc: '2024-08-12T10:30:00Z',
      local: '2024-08-12 19:30:00 Asia/Tokyo',
      timeZone: 'Asia/Tokyo',
      firstUtc: '2024-08-12T10:29:00Z',
    },
    at: '2024-08-12T10:31:00Z',
    subject: {
      tactics: ['Defense Impairment'],
      resources: [
        { uid: 'arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/main', type: 'AWS::CloudTrail::Trail' },
      ],
      region: 'ap-northeast-1',
    },
    runbook: '1. Ask the owner of the account.\n2. Start the trail again.',
    queries: [{ engine: 'duckdb', sql: "SELECT * FROM security_events\nWHERE event_uid = 'e-1'" }],
    ids: {
      alert: '0123456789abcdef0123456789abcdef',
      rule: '5f2c7f0e-1111-4222-8333-444455556666',
      findings: ['f-1'],
      events: ['e-1'],
      account: '111122223333',
      owner: 'cloud-team',
      bundle: '2024.08.1',
    },
    counts: { findings: 3, alerts: 1, threshold: 1 },
    digest: [],
    labels: {
      occasion: 'New alert',
      severityText: 'High',
      severity: 'Severity',
      who: 'Who',
      what: 'What',
      where: 'Where',
      when: 'When',
      runbook: 'Runbook',
      query: 'Query',
      findings: 'Findings',
      alert: 'Alert',
      rule: 'Rule',
      owner: 'Owner',
      decision: 'Decision',
    },
    ...parts,
  };
}

/** Every text that can come from a log, replaced by one text. */
export function hostileMessage(text: string): AlertMessage {
  const sample = sampleMessage();
  return {
    ...sample,
    title: text,
    summary: text,
    who: text,
    what: text,
    where: text,
    runbook: text,
    subject: { tactics: [text], resources: [{ uid: text, type: text }], region: text },
    queries: [{ engine: 'duckdb', sql: text }],
    ids: { ...sample.ids, account: text, owner: text, events: [text], findings: [text] },
    decision: { by: text, reason: text, utc: '2024-08-12T11:00:00Z' },
    digest: [{ severity: 'high', severityText: 'High', title: text, alerts: 2, findings: 5 }],
  };
}

/** The longest message there can be, in the script that takes most bytes. */
export function hugeMessage(): AlertMessage {
  const long = '雲"\\𠮷'.repeat(50_000);
  const line = { severity: 'high', severityText: 'High', title: long, alerts: 2, findings: 5 } as const;
  const base = hostileMessage(long);
  return {
    ...base,
    queries: new Array(20).fill({ engine: 'athena', sql: long }),
    ids: { ...base.ids, events: new Array(200).fill(long), findings: new Array(200).fill(long) },
    subject: { tactics: [long], resources: new Array(10).fill({ uid: long, type: long }), region: long },
    digest: new Array(500).fill(line),
  };
}

const PIECES = [
  '<!channel>',
  '<!here|x>',
  '<@U012AB3CD>',
  '<https://evil.example|click>',
  '@here',
  '@everyone',
  '<at>Bob</at>',
  '[click](https://evil.example)',
  '*bold* _it_ `code` ```pre```',
  ':smile:',
  'https://evil.example/a?b=c',
  'HTTP://EVIL.EXAMPLE',
  'www.evil.example',
  'javascript:alert(1)',
  'mailto:a@evil.example',
  'evil.example',
  '{{DATE(2024-08-12T10:30:00Z,SHORT)}}',
  `$\{secret}`,
  '@{triggerBody()}',
  '=HYPERLINK("https://evil.example")',
  '+1+cmd|x',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r\nBcc: eve@evil.example',
  '\n.\n',
  '\u202egnp.exe\u202c',
  '\u2066x\u2069',
  'ad\u200bmin',
  '\ufeff',
  '\u00ad',
  '\u0000\u0007\u001b[31m',
  '\u2028\u2029\u0085',
  '\ud800',
  '\udc00',
  '\uffff',
  '\u3164',
  '\u{e0041}',
  'a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301',
  '{{{{',
  '雲守',
  '𠮷',
  '__proto__',
  '"\\',
] as const;

/** Texts of attackers' pieces and of any characters, mixed. */
export const hostileText = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...PIECES) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
      { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** Every string in a payload, keys of objects too. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  if (Array.isArray(value)) {
    return value.flatMap(stringsIn);
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [key, ...stringsIn(inner)])
    : [];
}

/** What no channel may pass on: unseen and direction-changing characters, halves of characters; line feeds may. */
export const UNSEEN =
  /[\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\u2800]|[^\P{Cc}\n]/u;
