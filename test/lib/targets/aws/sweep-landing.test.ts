import { sweepLanding } from '../../../../lib/targets/aws/sweep-landing';
import { type Asked, COPIED, s3Stub } from './s3-stub';

const NOW = Date.parse('2024-08-12T10:30:00Z');
const listed = (entries: readonly (readonly [string, string])[], next = '') =>
  `<ListBucketResult>${entries
    .map(
      ([key, at]) => `<Contents><Key>${key}</Key><Size>1</Size><LastModified>${at}</LastModified></Contents>`,
    )
    .join(
      '',
    )}${next === '' ? '' : `<IsTruncated>true</IsTruncated><NextContinuationToken>${next}</NextContinuationToken>`}</ListBucketResult>`;

const FIRST = listed(
  [
    ['just-now', '2024-08-12T10:00:00.000Z'],
    ['copied', '2024-08-12T08:00:00.000Z'],
  ],
  'more',
);
const SECOND = listed([
  ['missed', '2024-08-10T08:00:00.000Z'],
  ['long-ago', '2024-08-01T08:00:00.000Z'],
]);

const isList = ({ query }: Asked) => query['list-type'] === '2';

describe('sweepLanding', () => {
  it('copies what is not there of the last days, leaving the last hour to its events', async () => {
    const home = s3Stub(({ method, path }) =>
      method === 'HEAD' ? { status: path === '/copied' ? 200 : 404 } : COPIED,
    );
    const away = s3Stub(({ query }) => ({ body: query['continuation-token'] === 'more' ? SECOND : FIRST }));
    const regions: string[] = [];
    const clients = {
      home: home.s3,
      of: (region: string) => {
        regions.push(region);
        return away.s3;
      },
    };

    const swept = await sweepLanding(clients, { bucket: 'landing', region: 'us-east-1' }, 'raw', NOW);

    expect(swept).toEqual({ seen: 2, missed: 1 });
    expect(regions).toEqual(['us-east-1']);
    expect(away.asked.every(isList)).toBe(true);
    expect(home.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'HEAD /copied',
      'HEAD /missed',
      'PUT /missed',
    ]);
  });

  it('finds nothing in a bucket with nothing in it', async () => {
    const { s3 } = s3Stub(() => ({ body: listed([]) }));

    expect(await sweepLanding({ home: s3, of: () => s3 }, { bucket: 'l', region: 'r' }, 'raw', NOW)).toEqual({
      seen: 0,
      missed: 0,
    });
  });
});
