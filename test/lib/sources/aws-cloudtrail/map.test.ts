import { errors, validate } from '../../../../lib/ocsf/validate';
import { awsCloudTrail } from '../../../../lib/sources/aws-cloudtrail/source';
import { normaliseAll, onlyEvent } from '../aws/normalise';
import { CASES, record } from './fixtures';

describe('the event of a CloudTrail record', () => {
  it.each(CASES)('is as the pair $name says', ({ raw, ocsf }) => {
    expect(onlyEvent(awsCloudTrail, raw)).toMatchObject(ocsf);
  });

  it.each(CASES)('is valid OCSF without warnings: $name', ({ raw }) => {
    const problems = validate(onlyEvent(awsCloudTrail, raw)).filter(({ level }) => level !== 'recommended');

    expect(problems).toEqual([]);
  });

  it.each(CASES)('is recognised: $name', ({ raw }) => {
    expect(awsCloudTrail.recognise(raw)).toBe(true);
  });

  it.each(['seed-flat', 'seed-flat-two-attributes'])(
    'of the flat sample %s is exactly what it can be',
    (name) => {
      const expected = CASES.find((pair) => pair.name === name)?.ocsf;

      expect(onlyEvent(awsCloudTrail, record(name))).toEqual(expected);
    },
  );

  it('keeps what has a place but not its type, in the identity too', () => {
    const raw = {
      ...record('iam-user'),
      awsRegion: 7,
      userIdentity: { userName: 'alice', arn: ['x'], accountId: 111 },
    };

    expect(onlyEvent(awsCloudTrail, raw).unmapped).toMatchObject({
      awsRegion: 7,
      userIdentity: { arn: ['x'], accountId: 111 },
    });
  });

  it('keeps the whole list of resources where one of them has no name', () => {
    const resources = [{ ARN: 'arn:aws:s3:::a' }, { type: 'AWS::S3::Object' }];
    const event = onlyEvent(awsCloudTrail, { ...record('iam-user'), resources });

    expect(event.resources).toBeUndefined();
    expect(event.unmapped).toMatchObject({ resources });
  });

  it('keeps the microseconds a record gives', () => {
    const { micros, events } = normaliseAll(awsCloudTrail, [
      { ...record('iam-user'), eventTime: '2024-08-12T10:30:00.123456Z' },
    ]);

    expect(micros).toEqual([1723458600123456]);
    expect(events[0]?.time).toBe(1723458600123);
  });

  it('never puts an object of one place into another, since masking works in place', () => {
    const seen: unknown[] = [];
    awsCloudTrail.open({ input: '', path: '' })(record('root-console-login'), ({ actor, user }) => {
      seen.push(actor?.user, user, actor?.user?.account, user?.account);
    });

    expect(new Set(seen).size).toBe(4);
  });

  it('keeps a __proto__ key a key', () => {
    const hostile = JSON.parse(
      '{"eventVersion":"1.08","eventTime":"2024-08-12T10:30:00Z","__proto__":{"a":1},"userIdentity":{"type":"IAMUser","__proto__":{"b":2}}}',
    );
    const events: unknown[] = [];
    awsCloudTrail.open({ input: '', path: '' })(hostile, (event) => events.push(event.unmapped));

    expect(JSON.stringify(events)).toBe(
      '[{"__proto__":{"a":1},"userIdentity":{"type":"IAMUser","__proto__":{"b":2}}}]',
    );
    expect(errors(onlyEvent(awsCloudTrail, hostile))).toEqual([]);
  });
});
