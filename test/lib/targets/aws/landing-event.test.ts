import { parseLandingEvent } from '../../../../lib/targets/aws/landing-event';

const EVENT = {
  source: 'aws.s3',
  'detail-type': 'Object Created',
  detail: { bucket: { name: 'landing' }, object: { key: 'a b+c/%20.gz', size: 7, 'version-id': 'v1' } },
};

describe('parseLandingEvent', () => {
  it('takes the key as it is, which EventBridge does not encode', () => {
    expect(parseLandingEvent(JSON.stringify(EVENT))).toEqual({
      bucket: 'landing',
      key: 'a b+c/%20.gz',
      size: 7,
      versionId: 'v1',
    });
  });

  it('does without a version', () => {
    const { bucket, object } = EVENT.detail;
    const detail = { bucket, object: { ...object, 'version-id': undefined } };

    expect(parseLandingEvent(JSON.stringify({ detail }))).not.toHaveProperty('versionId');
  });

  it.each([
    '{}',
    'null',
    '[]',
    '{"detail":{"bucket":{"name":1},"object":{}}}',
    '{"detail":{"object":{"key":"k"}}}',
  ])('refuses what is no such event: %s', (body) => {
    expect(() => parseLandingEvent(body)).toThrow(`not an "Object Created" event of S3: ${body}`);
  });

  it('refuses what is no JSON', () => {
    expect(() => parseLandingEvent('{')).toThrow(SyntaxError);
  });
});
