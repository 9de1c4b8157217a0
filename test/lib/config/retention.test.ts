import { AWS, GCP, HEAD, problemsOf } from './support';

const at = (retention: string, cloud = AWS, lifecycle = 'trial') =>
  problemsOf(`${HEAD.replace('trial', lifecycle)}retention: { ${retention} }\n${cloud}`);

describe('retention', () => {
  it.each([
    [
      'leaves Glacier before S3 stops charging for it',
      'warm_days: 365, cold_days: 400',
      'cold_days must be at least 90 more than warm_days (365) for S3 Glacier, which charges for as many, got 400',
    ],
    [
      'leaves Deep Archive before S3 stops charging for it',
      'cold_days: 500, total_days: 600',
      'total_days must be at least 180 more than cold_days (500) for S3 Deep Archive, which charges for as many, got 600: give more, or the same as cold_days for no archive',
    ],
    [
      'leaves Infrequent Access before S3 lets it',
      'hot_days: 40, warm_days: 60',
      'warm_days must be at least 30 more than hot_days (40) for S3, got 60',
    ],
    [
      'reaches Infrequent Access before S3 lets it',
      'hot_days: 29',
      'hot_days must be at least 30 for S3, got 29',
    ],
  ])('says when a tier %s', (_, retention, problem) => {
    expect(at(retention)).toEqual([`platform.yaml:5: retention.${problem}`]);
    expect(at(retention, GCP)).toEqual([]);
  });

  it.each([
    'warm_days: 365, cold_days: 455, total_days: 455',
    'cold_days: 500, total_days: 680',
    'hot_days: 30, warm_days: 60, cold_days: 150, total_days: 150',
  ])('lets pass what just fits: %s', (retention) => {
    expect(at(retention)).toEqual([]);
  });

  it('deletes nothing while it is locked', () => {
    expect(at('cold_days: 500, total_days: 499', AWS, 'production')).toEqual([
      'platform.yaml:5: retention.total_days must be at least cold_days (500), got 499: logs are locked until then, and nothing deletes them',
    ]);
  });

  it('tells of tiers out of order once, not of their lengths, too', () => {
    expect(at('warm_days: 20, cold_days: 10')).toEqual([
      'platform.yaml:5: retention.warm_days must exceed hot_days (30), got 20',
      'platform.yaml:5: retention.cold_days must exceed warm_days (20), got 10',
    ]);
  });
});
