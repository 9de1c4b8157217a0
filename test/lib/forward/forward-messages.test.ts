import { type Carrier, forwardMessages } from '../../../lib/forward/forward-messages';

const KEY = 'forward/soc/b1-0-0123456789abcdef.ndjson.gz';
const OTHER = 'forward/lake/b1-0-fedcba9876543210.ndjson.gz';

/** As S3 notifies a queue. */
const message = (messageId: string, ...keys: string[]) => ({
  messageId,
  body: JSON.stringify({
    Records: keys.map((key) => ({
      eventName: 'ObjectCreated:Put',
      eventTime: '2024-08-12T10:30:00.000Z',
      s3: { bucket: { name: 'lake' }, object: { key, size: 1 } },
    })),
  }),
});

/** Carriers of two destinations that remember what they were given; `fails` are not done. */
function carriers(fails: readonly string[] = []) {
  const given: string[][] = [];
  const carrier: Carrier = async (parcels) => {
    given.push(parcels.map(({ key }) => key));
    const notDone = new Map(parcels.flatMap(({ key }) => (fails.includes(key) ? [[key, 'busy']] : [])));
    return { taken: parcels.length, refused: 0, notDone };
  };
  return {
    given,
    of: new Map([
      ['soc', carrier],
      ['lake', carrier],
    ]),
  };
}

const always = () => true;

describe('messages of the outbox', () => {
  it('become parcels of their destinations, each once', async () => {
    const { given, of } = carriers();

    const { counts, notDone } = await forwardMessages(
      [message('1', KEY), message('2', KEY), message('3', OTHER)],
      of,
      always,
    );

    expect(given).toEqual([[KEY], [OTHER]]);
    expect(counts).toEqual([
      { destination: 'soc', taken: 1, refused: 0 },
      { destination: 'lake', taken: 1, refused: 0 },
    ]);
    expect(notDone).toEqual([]);
  });

  it('come again where their parcel could not be brought, whoever told of it, and no others', async () => {
    const { of } = carriers([KEY]);

    const { notDone } = await forwardMessages(
      [message('1', KEY), message('2', KEY), message('3', OTHER)],
      of,
      always,
    );

    expect(notDone).toEqual([
      { messageId: '1', error: 'busy' },
      { messageId: '2', error: 'busy' },
    ]);
  });

  it.each([
    ['no notification', { messageId: '1', body: 'hello' }, 'tells of no object'],
    ['no parcel', message('1', 'forward/soc/readme.txt'), 'is a parcel of no destination'],
    [
      'a destination that is no longer configured',
      message('1', KEY.replace('soc', 'old')),
      'is a parcel of no destination that is configured',
    ],
  ])('that tell of %s are for people to look at', async (_, told, error) => {
    const { notDone } = await forwardMessages([told], carriers().of, always);

    expect(notDone).toEqual([{ messageId: '1', error: expect.stringContaining(error) }]);
  });

  it('that S3 sends to try the queue are done', async () => {
    const test = { messageId: '1', body: JSON.stringify({ Event: 's3:TestEvent' }) };

    expect(await forwardMessages([test], carriers().of, always)).toEqual({ counts: [], notDone: [] });
  });
});
