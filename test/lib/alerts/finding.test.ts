import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeFinding } from '../../../lib/alerts/describe';
import { toFinding } from '../../../lib/alerts/finding';
import { loadRules } from '../../../lib/detections/load';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { validate } from '../../../lib/ocsf/validate';
import { createDetector } from '../../../lib/sigma/detector';
import { LEVELS, STATUSES } from '../../../lib/sigma/rule';
import { SOURCES } from '../../../lib/sources';
import { describeWith, SHARED } from '../../support/needs';
import { ruleFilesIn, STARTER } from '../detections/rule-files';
import { eventOf, ruleOf, STUB } from '../sigma/support';

const { rules } = loadRules(ruleFilesIn(STARTER), SOURCES);

/** A finding of every inline test that matches. */
const findings = rules.flatMap((rule) => {
  const detect = createDetector([rule], SOURCES);
  return rule.tests.flatMap(({ event }) =>
    SOURCES.flatMap((source) => {
      const out: OcsfEvent[] = [];
      if (source.recognise(event)) {
        source.open({ input: '', path: '' })(event, (normal, timeMicros) => {
          const hits = detect(normal, source);
          out.push(...hits.map((hit) => toFinding(hit, normal, { timeMicros, bundleVersion: '7', source })));
        });
      }
      return out;
    }),
  );
});
const find = (title: string) => findings.find((finding) => finding.finding_info?.title === title);

const RULE = ruleOf('s:\n    name: x\ncondition: s');
const CONTEXT = { timeMicros: 1723458600000123, bundleVersion: '7', source: STUB };

test('every finding is valid OCSF, without a warning', () => {
  const remarks = findings.flatMap((finding) =>
    validate(finding).filter(({ level }) => level !== 'recommended'),
  );

  expect(remarks).toEqual([]);
  expect(findings.length).toBeGreaterThan(30);
});

describeWith(['shared', 'python'], 'the collection’s validator', () => {
  test('agrees', () => {
    const validator = join(SHARED, 'ocsf', 'validate_ocsf.py');
    const schema = join(SHARED, 'ocsf', 'ocsf-1.5.0.json');
    const file = join(mkdtempSync(join(tmpdir(), 'findings-')), 'findings.ndjson');
    writeFileSync(file, findings.map((finding) => JSON.stringify(finding)).join('\n'));

    const { stdout, status } = spawnSync('python3', [validator, schema, file], { encoding: 'utf8' });

    expect(stdout.split('\n').filter((line) => !/: 0 errors, 0 warnings,|^$/.test(line))).toEqual([]);
    expect(status).toBe(0);
  });
});

test('a finding says what was found, by which rule, and what to do', () => {
  const finding = find('CloudTrail stopped or deleted');

  expect(finding).toMatchObject({
    class_uid: 2004,
    activity_name: 'Create',
    severity: 'High',
    status: 'New',
    confidence: 'Low',
    is_alert: true,
    time: 1723458600000,
    metadata: {
      product: { name: 'Kumomori' },
      profiles: ['cloud'],
      original_time: '2024-08-12T10:30:00Z',
      tags: [{ name: 'rule_bundle', value: '7' }],
    },
    cloud: { provider: 'AWS', account: { uid: '111122223333' } },
    finding_info: {
      title: 'CloudTrail stopped or deleted',
      types: ['Defense Impairment'],
      analytic: { uid: 'f3779b64-3309-4a88-b250-ab99c10e2dd6', type: 'Rule' },
      attacks: [
        {
          tactic: { uid: 'TA0112', name: 'Defense Impairment' },
          technique: { uid: 'T1685' },
          sub_technique: { uid: 'T1685.002' },
          version: '19',
        },
      ],
      created_time: 1723458600000,
      related_events: [{ uid: '00000000-0000-4000-8000-000000000001', type_uid: 600303 }],
    },
    evidences: [
      { actor: { user: { name: 'alice' } }, api: { operation: 'StopLogging' }, data: { status: 'Success' } },
    ],
    observables: [
      { name: 'evidences[].actor.user.name', type: 'User Name', value: 'alice' },
      { name: 'evidences[].src_endpoint.ip', type: 'IP Address', value: '198.51.100.7' },
    ],
    remediation: { desc: expect.stringContaining('1. Read requestParameters.name') },
    unmapped: { level: 'high', owner: 'security-operations', speed: 'realtime' },
  });
  expect(finding?.metadata.uid).toBe(finding?.finding_info?.uid);
});

test.each([
  [
    'CloudTrail stopped or deleted',
    'alice',
    'StopLogging of cloudtrail.amazonaws.com (Success)',
    'AWS account 111122223333 us-east-1 from 198.51.100.7',
    '2024-08-12T10:30:00Z',
  ],
  [
    'Google Cloud firewall opened to the internet',
    'alice@example.com',
    'v1.compute.firewalls.insert of compute.googleapis.com (Success) on projects/example-project/global/firewalls/ssh',
    'GCP account example-project from 198.51.100.7',
    '2024-08-12T10:30:00.123Z',
  ],
  [
    'Large transfer to an outside address in one flow',
    '10.0.1.100',
    '52428800 bytes to 203.0.113.50 port 443 (Success)',
    'AWS account 111122223333 from 10.0.1.100',
    '2024-08-12T10:15:30Z',
  ],
  [
    'GuardDuty reports a compromised resource',
    'alice',
    'The user AIDAEXAMPLEALICE is anomalously invoking APIs commonly used in Exfiltration tactics on AKIAEXAMPLEALICE',
    'AWS account 111122223333 us-east-1 from 198.51.100.7',
    '2024-08-12T10:30:00Z',
  ],
  [
    'Security Hub reports a critical finding',
    'unknown',
    'The S3 object contains credentials on arn:aws:s3:::acme-reports',
    'AWS account 111122223333 us-east-1',
    '2024-08-12T10:30:00Z',
  ],
])('%s: who, what, where and when in one line', (rule, who, what, where, when) => {
  const finding = find(rule);

  expect(finding && describeFinding(finding)).toMatchObject({ rule, who, what, where, when });
  expect(finding?.message).toBe(`${rule}: ${who}, ${what}, ${where}, ${when}`);
});

test('of another product’s finding says what that one was, of what, and its tactics', () => {
  expect(find('GuardDuty reports a compromised resource')).toMatchObject({
    finding_info: {
      types: ['Exfiltration:S3/AnomalousBehavior'],
      attacks: [{ tactic: { uid: 'TA0010', name: 'Exfiltration' } }],
    },
    resources: [{ uid: 'AKIAEXAMPLEALICE' }, { uid: 'arn:aws:s3:::acme-reports' }],
    evidences: [
      {
        actor: { user: { name: 'alice' } },
        api: { operation: 'GetObject' },
        src_endpoint: { ip: '198.51.100.7' },
        data: { finding_info: { uid: '23aa0bb1cc2dd3ee4ff5aa6bb7cc8dd9', src_url: expect.any(String) } },
      },
    ],
    unmapped: { dedup: [{ field: 'id', values: ['23aa0bb1cc2dd3ee4ff5aa6bb7cc8dd9'] }] },
  });
});

test('a role’s session is named: the role alone says little of who it was', () => {
  const finding = findings.find((one) => one.evidences?.[0]?.actor?.user?.type === 'AssumedRole');

  expect(finding && describeFinding(finding).who).toBe('Deploy/alice');
});

test('a finding’s uid depends on rule, source and event alone', () => {
  const uid = (event: OcsfEvent, rule = RULE, context = CONTEXT) =>
    toFinding({ rule }, event, context).finding_info?.uid;
  const event = eventOf({ name: 'x' });
  const first = uid(event);

  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(uid({ ...event, unmapped: { name: '[MASKED]' } }, RULE, { ...CONTEXT, bundleVersion: '8' })).toBe(
    first,
  );
  expect(uid({ ...event, metadata: { ...event.metadata, uid: 'event-2' } })).not.toBe(first);
  expect(uid(event, { ...RULE, id: 'ffffffff-0000-4000-8000-000000000001' })).not.toBe(first);
  expect(uid(event, RULE, { ...CONTEXT, source: { ...STUB, id: 'other' } })).not.toBe(first);
});

test.each(LEVELS.map((level, index) => [level, index + 1] as const))(
  'level %s is severity %i',
  (level, severity) => {
    const finding = toFinding({ rule: { ...RULE, level } }, eventOf({}), CONTEXT);

    expect(finding.severity_id).toBe(severity);
    expect(finding.is_alert).toBe(level !== 'informational');
  },
);

test.each(STATUSES)('a rule of status %s makes valid findings too', (status) => {
  const finding = toFinding({ rule: { ...RULE, status, attack: [] } }, eventOf({}), CONTEXT);

  expect(validate(finding).filter(({ level }) => level !== 'recommended')).toEqual([]);
});

test('what a log says cannot write to a terminal, reorder the message or make it endless', () => {
  const event: OcsfEvent = {
    ...eventOf({}),
    actor: { user: { name: `evil\u001b[2J\r\n\u202eeman${'x'.repeat(5000)}` } },
  };

  const { message = '' } = toFinding({ rule: RULE }, event, CONTEXT);

  expect(message).toMatch(/^Example: evil \[2J eman/);
  expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(message.length).toBeLessThan(500);
});
