import { resolve } from '../../../lib/config/resolve';
import { AWS, AZURE, GCP, HEAD, resolved, valid } from './support';

describe('resolve', () => {
  it('fills in the seven-year tiers and the default policy', () => {
    const { retention, privacy, enrichment, detections } = resolved(HEAD + GCP);

    expect(retention).toEqual({ hotDays: 30, warmDays: 365, coldDays: 2555, archive: true, lockDays: 0 });
    expect(privacy).toEqual({
      free_text: 'mask',
      identities: 'keep',
      addresses: 'keep',
      previousTokenKeys: [],
      overrides: [],
    });
    expect(enrichment).toEqual({ geo: [] });
    expect(detections).toEqual({ rules: [], placeholders: {} });
  });

  it.each([
    ['production', '', { lockDays: 2555, archive: true }],
    [
      'production',
      'retention: { cold_days: 400, total_days: 400 }',
      { lockDays: 400, archive: false, totalDays: 400 },
    ],
    ['trial', 'retention: { total_days: 4000 }', { lockDays: 0, archive: true, totalDays: 4000 }],
  ])('locks raw logs only in production, as long as the cold tier: %s %s', (lifecycle, text, expected) => {
    const { retention } = resolved(`version: 1\nlifecycle: ${lifecycle}\nvolume: startup\n${text}\n${GCP}`);

    expect(retention).toMatchObject(expected);
  });

  it('switches a source on where its cloud is, unless the file says otherwise', () => {
    const { sources } = resolved(
      `${HEAD}sources:\n  aws-vpc-flow: { enabled: false }\n  gcp-audit: { criticality: normal }\n${AWS}${GCP}`,
    );

    expect(sources).toEqual(
      expect.arrayContaining([
        { id: 'aws-cloudtrail', cloud: 'aws', enabled: true, criticality: 'critical' },
        { id: 'azure-activity', cloud: 'azure', enabled: false, criticality: 'critical' },
        { id: 'gcp-audit', cloud: 'gcp', enabled: true, criticality: 'normal' },
        { id: 'aws-vpc-flow', cloud: 'aws', enabled: false, criticality: 'important' },
      ]),
    );
  });

  it('takes the configured regions for the allowed ones where nothing is said of residency', () => {
    const { aws, azure, gcp } = resolved(
      `${HEAD}residency: { allowed: { gcp: [asia-northeast1, asia-northeast2] } }\n${AWS}${AZURE}${GCP}`,
    );

    expect([aws?.allowedRegions, azure?.allowedLocations, gcp?.allowedLocations]).toEqual([
      ['ap-northeast-1'],
      ['japaneast'],
      ['asia-northeast1', 'asia-northeast2'],
    ]);
  });

  it.each([
    ['the security account', [], '222222222222'],
    ['an account of its own', ["{ name: Archive, id: '444444444444', role: log_archive }"], '444444444444'],
  ])('keeps the raw store in %s', (_, more, expected) => {
    const accounts = ["{ name: Security, id: '222222222222', role: security }", ...more].join(', ');

    const { aws } = resolved(`${HEAD}aws: { home_region: eu-west-1, accounts: [${accounts}] }\n`);

    expect(aws).toMatchObject({ securityAccount: '222222222222', logArchiveAccount: expected });
    expect(aws).not.toHaveProperty('managementAccount');
  });

  it('gives plain JSON, equal for equal configurations', () => {
    const text = HEAD + AWS + AZURE + GCP;

    const platform = resolved(text);

    expect(JSON.parse(JSON.stringify(platform))).toStrictEqual(platform);
    expect(JSON.stringify(resolved(text))).toBe(JSON.stringify(platform));
  });

  it('leaves the configuration as it was', () => {
    const config = valid(HEAD + AWS);
    const before = JSON.stringify(config);

    resolve(config);

    expect(JSON.stringify(config)).toBe(before);
  });
});
