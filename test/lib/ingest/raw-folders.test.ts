import { enabledSources, isInFolder, rawFolders } from '../../../lib/ingest/raw-folders';

describe('the folders that are told of', () => {
  it('are those of parsed sources and of what is collected only, each once', () => {
    const folders = rawFolders([]);

    expect(folders).toEqual(
      expect.arrayContaining([
        'CloudTrail',
        'vpcdnsquerylogs',
        'CloudWatchLogs',
        'elasticloadbalancing',
        'Config',
      ]),
    );
    expect(new Set(folders).size).toBe(folders.length);
    expect(folders).not.toContain('CloudTrail-Digest');
  });

  it('leave out those of a source that is switched off, unless something else is collected there', () => {
    const off = ['aws-vpc-flow', 'aws-lambda'].map((id) => ({ id, enabled: false }));

    expect(rawFolders(off)).not.toContain('vpcflowlogs');
    expect(rawFolders(off)).toContain('CloudWatchLogs');
  });

  it.each([
    ['AWSLogs/1/Config/eu-west-1/x', true],
    ['CloudWatchLogs/eu-west-1/x', true],
    ['lz/CloudWatchLogs/eu-west-1/x', true],
    ['AWSLogs/1/CloudTrail-Digest/x', false],
    ['MyCloudWatchLogs/x', false],
    ['Config', false],
  ])('are looked for in a key: %s', (key, expected) => {
    expect(isInFolder(key, ['CloudTrail', 'Config', 'CloudWatchLogs'])).toBe(expected);
  });
});

it('sources that are switched off are left out, those nobody speaks of are in', () => {
  const ids = enabledSources([
    { id: 'aws-lambda', enabled: false },
    { id: 'aws-vpc-flow', enabled: true },
  ]).map(({ id }) => id);

  expect(ids).not.toContain('aws-lambda');
  expect(ids).toEqual(expect.arrayContaining(['aws-vpc-flow', 'aws-cloudtrail']));
});
