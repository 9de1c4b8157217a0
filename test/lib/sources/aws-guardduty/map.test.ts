import type { JsonObject } from '../../../../lib/json';
import { errors, validate } from '../../../../lib/ocsf/validate';
import { SOURCES } from '../../../../lib/sources';
import { awsGuardDuty } from '../../../../lib/sources/aws-guardduty/source';
import { fixturePairs } from '../aws/fixture-pairs';
import { normaliseAll, onlyEvent } from '../aws/normalise';

const PAIRS = fixturePairs('aws-guardduty');
const finding = (name: string): JsonObject => PAIRS.find((pair) => pair.name === name)?.raw ?? {};

describe('a GuardDuty finding', () => {
  it.each(PAIRS)('becomes a valid Detection Finding: $name', ({ raw, ocsf }) => {
    const event = onlyEvent(awsGuardDuty, raw);

    expect(event).toMatchObject(ocsf);
    expect(errors(event)).toEqual([]);
    expect(validate(event).filter(({ level }) => level === 'warn')).toEqual([]);
  });

  it.each(PAIRS)('is recognised by this source alone: $name', ({ raw }) => {
    expect(SOURCES.filter((source) => source.recognise(raw)).map(({ id }) => id)).toEqual(['aws-guardduty']);
  });

  it('has one finding uid and an event uid for each update', () => {
    const first = onlyEvent(awsGuardDuty, finding('api-call'));
    const next = onlyEvent(awsGuardDuty, { ...finding('api-call'), updatedAt: '2024-08-12T10:45:00.000Z' });

    expect(next.finding_info).toMatchObject({ uid: (first.finding_info as JsonObject).uid });
    expect((next.metadata as JsonObject).uid).not.toBe((first.metadata as JsonObject).uid);
  });

  it('is the same event however its time is written', () => {
    const raw = finding('api-call');
    const uids = ['2024-08-12T10:30:00Z', '2024-08-12T10:30:00.000Z', '2024-08-12T12:30:00+02:00'].map(
      (updatedAt) => (onlyEvent(awsGuardDuty, { ...raw, updatedAt }).metadata as JsonObject).uid,
    );

    expect(new Set(uids).size).toBe(1);
  });

  it.each([
    [1, 'Low'],
    [3.9, 'Low'],
    [4, 'Medium'],
    [6.9, 'Medium'],
    [7, 'High'],
    [8.9, 'High'],
    [9, 'Critical'],
    [10, 'Critical'],
    [0, 'Unknown'],
    [11, 'Unknown'],
    [undefined, 'Unknown'],
  ])('of severity %d is %s', (severity, expected) => {
    expect(onlyEvent(awsGuardDuty, { ...finding('api-call'), severity }).severity).toBe(expected);
  });

  it.each([
    ['Stealth:IAMUser/CloudTrailLoggingDisabled', undefined],
    ['DefenseEvasion:IAMUser/AnomalousBehavior', undefined],
    ['InitialAccess:IAMUser/AnomalousBehavior', [{ tactic: { uid: 'TA0001', name: 'Initial Access' } }]],
  ])('of type %s has the tactic that GuardDuty names as ATT&CK does', (type, attacks) => {
    const event = onlyEvent(awsGuardDuty, { ...finding('api-call'), type });

    expect((event.finding_info as JsonObject).attacks).toEqual(attacks);
  });

  it('links to no console but AWS’s', () => {
    const url = (changes: JsonObject) =>
      (onlyEvent(awsGuardDuty, { ...finding('api-call'), ...changes }).finding_info as JsonObject).src_url;

    expect(url({ partition: 'aws-us-gov', region: 'us-gov-west-1' })).toMatch(
      /^https:\/\/us-gov-west-1\.console\.amazonaws-us-gov\.com\/guardduty\//,
    );
    expect(url({ region: 'evil.example/?' })).toBeUndefined();
    expect(url({ id: 'x#y' })).toBeUndefined();
  });

  it('keeps what has no place under its own name, and nothing that has one', () => {
    const { unmapped } = onlyEvent(awsGuardDuty, finding('network-connection-inbound'));

    expect(JSON.stringify(unmapped)).not.toMatch(
      /198\.51\.100\.7|10\.0\.1\.100|111122223333|i-0aa11bb22cc33dd44/,
    );
    expect(unmapped).toHaveProperty('service.detectorId');
  });

  it.each([
    [
      'no time',
      { updatedAt: undefined },
      'updatedAt: expected a time like 2024-08-12T10:30:00.000Z, got null',
    ],
    ['no readable time', { updatedAt: 'today' }, 'got "today"'],
    ['a number for a time', { updatedAt: 5 }, 'got 5'],
  ])('with %s is quarantined', (_, changes, reason) => {
    const { outcomes, events } = normaliseAll(awsGuardDuty, [{ ...finding('api-call'), ...changes }]);

    expect(events).toEqual([]);
    expect(outcomes).toEqual([{ kind: 'quarantined', reason: expect.stringContaining(reason) }]);
  });
});
