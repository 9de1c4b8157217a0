import fc from 'fast-check';
import { deliver } from '../../../lib/forward/deliver';
import type { Line } from '../../../lib/forward/parcel';
import type { Receiver, Reception } from '../../../lib/forward/receiver';
import { lineOf, linesOf } from './support';

const uidOf = ({ event }: Line) => event.metadata.uid ?? '';
const always = { mayContinue: () => true, pause: async () => undefined };

/** A receiver that says what it is told to of each request, and keeps what it took. */
function receiver(answer: (uids: readonly string[], request: number) => Reception, maxBytes = 40) {
  const requests: (readonly string[])[] = [];
  const taken: string[] = [];
  const fake: Receiver = {
    maxBytes,
    render: (line) => uidOf(line).padEnd(10),
    send: async (rendered) => {
      const uids = rendered.map((text) => text.trim());
      requests.push(uids);
      const reception = answer(uids, requests.length);
      taken.push(...(reception.outcome === 'taken' ? uids : []));
      return reception;
    },
  };
  return { fake, requests, taken };
}

const TAKEN: Reception = { outcome: 'taken' };
const REFUSED: Reception = { outcome: 'refused', reason: 'bad event' };

describe('the delivery of lines', () => {
  it('is in chunks of at most what a request takes, in order', async () => {
    const { fake, requests } = receiver(() => TAKEN);

    expect(await deliver(linesOf(10), fake, always)).toEqual({ taken: 10, refused: [], left: [] });

    expect(requests.map((uids) => uids.length)).toEqual([4, 4, 2]);
    expect(requests.flat()).toEqual(linesOf(10).map(uidOf));
  });

  it('sends an event alone that is larger than a request should be', async () => {
    const { fake, requests } = receiver(() => TAKEN, 5);

    await deliver(linesOf(2), fake, always);

    expect(requests).toEqual([['e0'], ['e1']]);
  });

  it('finds the events at fault, wherever they are, and sends every other', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.uniqueArray(fc.nat(59), { maxLength: 15 }),
        async (count, poisoned) => {
          const poison = new Set(poisoned.map((n) => `e${n}`));
          const { fake, taken } = receiver((uids) => (uids.some((uid) => poison.has(uid)) ? REFUSED : TAKEN));
          const lines = linesOf(count);

          const delivered = await deliver(lines, fake, always);

          expect(taken).toEqual(lines.map(uidOf).filter((uid) => !poison.has(uid)));
          expect(delivered.refused.map(uidOf)).toEqual(lines.map(uidOf).filter((uid) => poison.has(uid)));
          expect(delivered.left).toEqual([]);
        },
      ),
    );
  });

  it('takes settings for wrong, not the events, where every one of the first is refused', async () => {
    const { fake } = receiver(() => REFUSED);
    const lines = linesOf(50);

    const delivered = await deliver(lines, fake, always);

    expect(delivered).toMatchObject({ taken: 0, refused: [], left: lines });
    expect(delivered.reason).toContain('the settings seem wrong: bad event');
  });

  it('refuses an event that cannot be rendered, and sends its neighbours', async () => {
    const { fake, taken } = receiver(() => TAKEN);
    const render = (line: Line) => {
      if (uidOf(line) === 'e1') {
        throw new Error('Invalid time value');
      }
      return fake.render(line);
    };

    const { refused } = await deliver(linesOf(3), { ...fake, render }, always);

    expect(refused).toEqual([{ ...lineOf('e1'), reason: 'Invalid time value' }]);
    expect(taken).toEqual(['e0', 'e2']);
  });
});

describe('a receiver that is not ready', () => {
  it('is left alone with what is left, in order', async () => {
    const { fake } = receiver((_, request) => (request === 2 ? { outcome: 'later', reason: 'busy' } : TAKEN));

    const delivered = await deliver(linesOf(10), fake, always);

    expect(delivered).toMatchObject({ taken: 4, refused: [], reason: 'busy' });
    expect(delivered.left.map(uidOf)).toEqual(['e4', 'e5', 'e6', 'e7', 'e8', 'e9']);
  });

  it('is waited for as long as it asks, where that is short', async () => {
    const pauses: number[] = [];
    const pause = async (seconds: number) => pauses.push(seconds);
    const { fake } = receiver((_, request) =>
      request === 1 ? { outcome: 'later', reason: 'slow down', afterSeconds: 7 } : TAKEN,
    );

    const delivered = await deliver(linesOf(5), fake, { ...always, pause });

    expect(pauses).toEqual([7]);
    expect(delivered).toMatchObject({ taken: 5, left: [] });
  });

  it.each([
    ['asks for long', 600, 1],
    ['keeps asking', 1, 4],
  ])('and %s, is left to the queue', async (_, afterSeconds, asked) => {
    const { fake, requests } = receiver(() => ({ outcome: 'later', reason: 'slow down', afterSeconds }));

    expect(await deliver(linesOf(1), fake, always)).toMatchObject({ taken: 0, left: linesOf(1) });
    expect(requests).toHaveLength(asked);
  });
});

it('a run that is out of time leaves what is left', async () => {
  let requests = 0;
  const { fake } = receiver(() => {
    requests += 1;
    return TAKEN;
  });

  const delivered = await deliver(linesOf(10), fake, { ...always, mayContinue: () => requests < 2 });

  expect(delivered).toMatchObject({ taken: 8, left: linesOf(10).slice(8) });
});
