import { SOURCES } from '../../../lib/sources';
import { COLLECTED_SOURCES, collectedPlace, holdsNothing } from '../../../lib/sources/collected';

const placeOf = (path: string) => {
  const place = collectedPlace(path);
  return place && [place.source.id, place.account];
};

describe('what is collected only', () => {
  it('has ids and folders of its own, and none that a parsed source has', () => {
    const ids = [...SOURCES, ...COLLECTED_SOURCES].map(({ id }) => id);
    const folders = COLLECTED_SOURCES.map(({ folder }) => folder);

    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(folders).size).toBe(folders.length);
  });

  it.each([
    ['AWSLogs/111122223333/elasticloadbalancing/eu-west-1/2024/08/12/a.log.gz', 'aws-elb', '111122223333'],
    ['s3://raw/AWSLogs/111122223333/WAFLogs/eu-west-1/acl/2024/08/12/a.log.gz', 'aws-waf', '111122223333'],
    [
      's3://raw/lz/AWSLogs/o-a1b2c3d4e5/111122223333/Config/eu-west-1/2024/8/12/ConfigHistory/a.json.gz',
      'aws-config',
      '111122223333',
    ],
    ['CloudWatchLogs/eu-west-1/2024/08/12/10/a.gz', 'aws-cloudwatch-logs', undefined],
    ['s3://raw/lz/CloudWatchLogs/us-gov-west-1/2024/08/12/10/a.gz', 'aws-cloudwatch-logs', undefined],
    ['/copies/CloudWatchLogs/2024/08/12/10/a.gz', 'aws-cloudwatch-logs', undefined],
  ])('is known by its key: %s', (path, source, account) => {
    expect(placeOf(path)).toEqual([source, account]);
  });

  it.each([
    'AWSLogs/111122223333/CloudTrail/eu-west-1/2024/08/12/a.json.gz',
    'AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2024/08/12/a.json.gz',
    'AWSLogs/111122223333/Config',
    'CloudWatchLogs/eu-west-1/failed/processing-failed/2024/08/12/10/a.gz',
    'home/Config/notes.txt',
    'AWSLogs/not-an-account/Config/eu-west-1/a.gz',
    '',
  ])('is not what lies elsewhere: %s', (path) => {
    expect(placeOf(path)).toBeUndefined();
  });

  it('has objects that hold no records', () => {
    expect(holdsNothing('AWSLogs/111122223333/Config/ConfigWritabilityCheckFile')).toMatch(/AWS Config/);
    expect(holdsNothing('AWSLogs/111122223333/Config/eu-west-1/2024/8/12/a.json.gz')).toBeUndefined();
  });
});
