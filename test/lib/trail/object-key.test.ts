import { logTime, parseDigestName, parseTrailObject } from '../../../lib/trail/object-key';

const LOG = '111122223333_CloudTrail_us-east-1_20240812T1005Z_a1B2.json.gz';
const DIGEST = '111122223333_CloudTrail-Digest_us-east-1_my_trail_eu-west-1_20240812T100131Z';
const at = (name: string, folder = 'CloudTrail') =>
  parseTrailObject(`AWSLogs/111122223333/${folder}/us-east-1/2024/08/12/${name}`);
const MICROS = Date.UTC(2024, 7, 12, 10, 5) * 1000;

describe('the key of a CloudTrail object', () => {
  it.each([
    ['AWSLogs/111122223333/', `AWSLogs/111122223333/CloudTrail/us-east-1/2024/08/12/${LOG}`],
    [
      'AWSLogs/o-abc123/111122223333/',
      `AWSLogs/o-abc123/111122223333/CloudTrail/us-east-1/2024/08/12/${LOG}`,
    ],
    ['a/b/AWSLogs/111122223333/', `a/b/AWSLogs/111122223333/CloudTrail/us-east-1/2024/08/12/${LOG}`],
    ['AWSLogs/AWSLogs/111122223333/', `AWSLogs/AWSLogs/111122223333/CloudTrail/us-east-1/x`],
  ])('has its account at %s', (base, key) => {
    expect(parseTrailObject(key)).toMatchObject({ base, account: '111122223333', region: 'us-east-1' });
  });

  it.each([
    ['another service', 'AWSLogs/111122223333/vpcflowlogs/us-east-1/x.gz'],
    ['no account', 'AWSLogs/1111/CloudTrail/us-east-1/x.gz'],
    ['a folder marker', 'AWSLogs/111122223333/CloudTrail/'],
    ['nothing of AWS', 'backup/x.json.gz'],
  ])('is none for %s', (_, key) => {
    expect(parseTrailObject(key)).toBeUndefined();
  });

  it('has no region right below the folder, or where none can be', () => {
    expect(parseTrailObject('AWSLogs/111122223333/CloudTrail/x.gz')).toMatchObject({ region: undefined });
    expect(parseTrailObject('AWSLogs/111122223333/CloudTrail/../x.gz')).toMatchObject({ region: undefined });
  });

  it('has the time of delivery in a log file’s name', () => {
    expect([at(LOG)].map((object) => object && logTime(object))).toEqual([MICROS]);
  });

  it.each([
    ['another account', LOG.replace('1111', '9999')],
    ['another region', LOG.replace('us-east-1', 'us-east-2')],
    ['another folder', LOG.replace('CloudTrail', 'CloudTrail-Insight')],
    ['a day that is none', LOG.replace('0812', '0832')],
    ['no time', 'notes.json.gz'],
  ])('has no time in a name of %s', (_, name) => {
    expect([at(name)].map((object) => object && logTime(object))).toEqual([undefined]);
  });

  it('has trail, home region and end in a digest’s name', () => {
    const [plain, backfill] = ['', '_backfill'].map((suffix) => {
      const object = at(`${DIGEST}${suffix}.json.gz`, 'CloudTrail-Digest');
      return object && parseDigestName(object);
    });

    expect(plain).toEqual({
      trail: 'my_trail',
      homeRegion: 'eu-west-1',
      end: Date.UTC(2024, 7, 12, 10, 1, 31) * 1000,
      backfill: false,
    });
    expect(backfill).toEqual({ ...plain, backfill: true });
  });

  it('is read in time that grows with its length', () => {
    const name = `111122223333_CloudTrail-Digest_us-east-1_${'a_'.repeat(100_000)}`;

    expect([at(name, 'CloudTrail-Digest')].map((object) => object && parseDigestName(object))).toEqual([
      undefined,
    ]);
  });
});
