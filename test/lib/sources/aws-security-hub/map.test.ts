import { GENERATOR } from '../../../../lib/alerts/formats/asff';
import type { JsonObject } from '../../../../lib/json';
import { errors, validate } from '../../../../lib/ocsf/validate';
import { SOURCES } from '../../../../lib/sources';
import { awsGuardDuty } from '../../../../lib/sources/aws-guardduty/source';
import { awsSecurityHub } from '../../../../lib/sources/aws-security-hub/source';
import { fixturePairs } from '../aws/fixture-pairs';
import { normaliseAll, onlyEvent } from '../aws/normalise';

const PAIRS = fixturePairs('aws-security-hub');
const finding = (name: string): JsonObject => PAIRS.find((pair) => pair.name === name)?.raw ?? {};
const uidOf = (raw: JsonObject) => (onlyEvent(awsSecurityHub, raw).metadata as JsonObject).uid;

describe('a Security Hub finding', () => {
  it.each(PAIRS)('becomes a valid event of the class it is of: $name', ({ raw, ocsf }) => {
    const event = onlyEvent(awsSecurityHub, raw);

    expect(event).toMatchObject(ocsf);
    expect(errors(event)).toEqual([]);
    expect(validate(event).filter(({ level }) => level === 'warn')).toEqual([]);
    expect(awsSecurityHub.classes).toContain(event.class_uid);
  });

  it.each(PAIRS)('is recognised by this source alone: $name', ({ raw }) => {
    expect(SOURCES.filter((source) => source.recognise(raw)).map(({ id }) => id)).toEqual([
      'aws-security-hub',
    ]);
  });

  it.each([
    [{ Label: 'INFORMATIONAL', Normalized: 90 }, 'Informational'],
    [{ Label: 'LOW' }, 'Low'],
    [{ Normalized: 0 }, 'Informational'],
    [{ Normalized: 1 }, 'Low'],
    [{ Normalized: 39 }, 'Low'],
    [{ Normalized: 40 }, 'Medium'],
    [{ Normalized: 70 }, 'High'],
    [{ Normalized: 90 }, 'Critical'],
    [{ Normalized: 101 }, 'Unknown'],
    [{ Label: 'SEVERE' }, 'Unknown'],
    [undefined, 'Unknown'],
  ])('of severity %j is %s', (Severity, severity) => {
    expect(onlyEvent(awsSecurityHub, { ...finding('detection'), Severity }).severity).toBe(severity);
  });

  it.each([
    [{ Workflow: { Status: 'NEW' } }, 'New', 'Update', true],
    [{ Workflow: { Status: 'NOTIFIED' } }, 'In Progress', 'Update', true],
    [{ Workflow: { Status: 'SUPPRESSED' } }, 'Suppressed', 'Close', false],
    [{ Workflow: { Status: 'RESOLVED' } }, 'Resolved', 'Close', false],
    [{ Workflow: { Status: 'NEW' }, RecordState: 'ARCHIVED' }, 'Archived', 'Close', false],
    [{ CreatedAt: '2024-08-12T10:30:00.000Z' }, 'New', 'Create', true],
  ])('in the state %j is %s', (state, status, activity_name, is_alert) => {
    const event = onlyEvent(awsSecurityHub, { ...finding('detection'), ...state });

    expect(event).toMatchObject({ status, activity_name, is_alert });
  });

  it('is one event in every delivery of a state, and another in another state', () => {
    const raw = finding('detection');

    expect(uidOf({ ...raw, ProcessedAt: '2024-08-12T10:31:00.000Z' })).toBe(uidOf(raw));
    for (const change of [
      { UpdatedAt: '2024-08-12T10:31:00.000Z' },
      { Workflow: { Status: 'RESOLVED' } },
      { RecordState: 'ARCHIVED' },
      { Severity: { Label: 'LOW' } },
    ]) {
      expect(uidOf({ ...raw, ...change })).not.toBe(uidOf(raw));
    }
  });

  it('of GuardDuty has the uid that GuardDuty’s own has, and is no alert', () => {
    const [own] = fixturePairs('aws-guardduty').filter(({ name }) => name === 'api-call');
    const copy = onlyEvent(awsSecurityHub, finding('from-guardduty'));

    expect((copy.finding_info as JsonObject).uid).toBe(
      (onlyEvent(awsGuardDuty, own?.raw ?? {}).finding_info as JsonObject).uid,
    );
    expect(copy.is_alert).toBe(false);
  });

  it.each([
    [
      'ASFF',
      {
        ...finding('detection'),
        ProductArn: 'arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default',
        GeneratorId: `${GENERATOR}/aws-root-used`,
      },
    ],
    [
      'OCSF that Security Hub made of it',
      {
        ...finding('ocsf'),
        finding_info: { uid: 'x', analytic: { uid: `${GENERATOR}/aws-root-used`, type_id: 1 } },
        metadata: {
          product: {
            name: 'Default',
            uid: 'arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default',
          },
        },
      },
    ],
    ['OCSF', { ...finding('ocsf'), metadata: { product: { name: 'Kumomori', vendor_name: 'Kumomori' } } }],
  ])('that Kumomori itself imported is skipped: %s', (_, raw) => {
    expect(awsSecurityHub.recognise(raw)).toBe(true);
    expect(normaliseAll(awsSecurityHub, [raw])).toMatchObject({
      outcomes: [{ kind: 'skipped', reason: 'from_kumomori' }],
      events: [],
    });
  });

  it('whose generator only looks like Kumomori’s is kept', () => {
    expect(onlyEvent(awsSecurityHub, { ...finding('detection'), GeneratorId: 'kumomori/x' }).class_uid).toBe(
      2004,
    );
  });

  it('with vulnerabilities that have no id is a Detection Finding', () => {
    const event = onlyEvent(awsSecurityHub, {
      ...finding('vulnerability'),
      Vulnerabilities: [{ Cvss: [] }, 5],
    });

    expect(event.class_uid).toBe(2004);
    expect(errors(event)).toEqual([]);
  });

  it('keeps a control’s status beside vulnerabilities, where the class has no place for it', () => {
    const event = onlyEvent(awsSecurityHub, {
      ...finding('vulnerability'),
      Compliance: { Status: 'FAILED' },
    });

    expect(event.unmapped).toMatchObject({ Compliance: { Status: 'FAILED' } });
  });

  it.each([
    ['ASFF', { ...finding('detection'), UpdatedAt: 'today' }, 'UpdatedAt: expected a time'],
    [
      'OCSF without a time',
      { ...finding('ocsf'), time: null, time_dt: undefined },
      'time: expected milliseconds',
    ],
    ['OCSF of another class', { ...finding('ocsf'), class_uid: 6003 }, 'class_uid: expected one of 2002'],
    ['OCSF without an id', { ...finding('ocsf'), finding_info: { title: 'x' } }, 'finding_info: required'],
    ['OCSF without a severity', { ...finding('ocsf'), severity_id: undefined }, 'severity_id: required'],
  ])('is quarantined with what is wrong: %s', (_, raw, reason) => {
    expect(normaliseAll(awsSecurityHub, [raw])).toMatchObject({
      outcomes: [{ kind: 'quarantined', reason: expect.stringContaining(reason) }],
      events: [],
    });
  });
});
