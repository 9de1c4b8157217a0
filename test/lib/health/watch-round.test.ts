import { watchRound } from '../../../lib/health/watch-round';
import { keys } from '../../../lib/lake/batch/records';
import { BEGAN, commitOf, enrolled, HOUR, Watched } from './watch-support';

const TRAIL = (account: string) => `aws-cloudtrail ${account}`;
const FLOW = (account: string) => `aws-vpc-flow ${account}`;

let watched: Watched;
beforeEach(() => {
  watched = new Watched();
});
const round = (hours: number) => watchRound(BEGAN + hours * HOUR, watched.context);

/** Every hour a sweep and a round, from one hour on. */
async function hours(from: number, to: number, heard: (hour: number) => readonly string[]) {
  const rounds = [];
  for (let hour = from; hour <= to; hour += 1) {
    await watched.swept(BEGAN + hour * HOUR - HOUR / 2, heard(hour));
    rounds.push(await round(hour));
  }
  return rounds;
}
const named = (rounds: readonly Awaited<ReturnType<typeof round>>[]) =>
  rounds.map(({ troubles }) =>
    troubles.map((one) => (one.kind === 'source' ? one.source : `${one.kind} ${one.account}`)),
  );

describe('the watch', () => {
  it('is quiet on the first day, whoever says nothing', async () => {
    watched.records = [enrolled('111', {}, 2), enrolled('222', { state: 'failed', reason: 'no role' })];

    const rounds = await hours(0, 23, () => [TRAIL('333')]);

    expect(named(rounds).flat()).toEqual([]);
    expect(watched.told).toEqual([]);
  });

  it('tells once of a source that ends, by its criticality, and again when it ends again', async () => {
    watched.records = [enrolled('111', {}, 1)];
    const both = [TRAIL('111'), FLOW('111')];

    const rounds = await hours(0, 60, (hour) => (hour < 24 || hour === 40 ? both : [FLOW('111')]));

    const first = named(rounds).findIndex((troubles) => troubles.includes('aws-cloudtrail'));
    // Last heard of at 22:30 of the watch; six hours may pass.
    expect(first).toBe(29);
    expect(
      named(rounds)
        .slice(30, 40)
        .every((troubles) => troubles.includes('aws-cloudtrail')),
    ).toBe(true);
    expect(named(rounds)[41]).toEqual([]);
    expect(watched.told.map(({ subject }) => subject)).toEqual([
      '[acme] 1 silent sources',
      '[acme] 1 silent sources',
    ]);
    expect(watched.told[0]?.body).toContain(
      '- aws-cloudtrail, since 2024-08-13T09:07Z: nothing came since\nCheck: ',
    );
    expect(watched.told[0]?.body).toContain('Runbook: infra/aws/RUNBOOKS.md#silent-source');
  });

  it('tells of a source that never came, once it had two days, and of none that is of findings', async () => {
    watched.records = [enrolled('111', {}, 1)];

    const rounds = await hours(0, 50, () => [TRAIL('111')]);

    const first = named(rounds).findIndex((troubles) => troubles.includes('aws-vpc-flow'));
    expect(first).toBe(49);
    expect(named(rounds)[50]).not.toContain('aws-guardduty');
    expect(watched.told.at(-1)?.body).toContain('aws-vpc-flow, since 2024-08-12T10:37Z: never heard of');
  });

  it('expects no flow logs where there is no VPC', async () => {
    watched.records = [enrolled('111')];

    expect(named(await hours(0, 60, () => [TRAIL('111')])).flat()).toEqual([]);
  });

  it('tells in one message of accounts that end, by name, and since when', async () => {
    watched.records = [
      enrolled('111', { name: 'Prod' }),
      enrolled('222', { name: 'Dev\nteam' }),
      enrolled('333'),
    ];

    await hours(0, 60, (hour) => (hour < 30 ? ['111', '222', '333'] : ['333']).map(TRAIL));

    expect(watched.told).toHaveLength(1);
    expect(watched.told[0]).toEqual({
      subject: '[acme] 2 silent accounts',
      body: expect.stringContaining(
        '- 111 (Prod), since 2024-08-13T15:07Z: nothing lately of aws-cloudtrail\n- 222 (Dev team), since',
      ),
    });
  });

  it('knows accounts by their own days: a new one has a day to be heard of', async () => {
    watched.records = [enrolled('111')];
    await hours(0, 40, () => [TRAIL('111')]);
    watched.records = [enrolled('111'), enrolled('222')];

    const rounds = await hours(41, 70, () => [TRAIL('111')]);

    expect(named(rounds).findIndex((troubles) => troubles.includes('silent 222'))).toBe(25);
  });

  it('tells of accounts that nobody enrolled, or cannot, after a day', async () => {
    watched.records = [enrolled('111')];
    await hours(0, 30, () => [TRAIL('111')]);
    watched.records = [enrolled('111', { state: 'failed', reason: 'no role' })];

    const rounds = await hours(31, 60, () => [TRAIL('111'), TRAIL('999')]);

    expect(named(rounds).findIndex((troubles) => troubles.length > 0)).toBe(24);
    expect(named(rounds).at(-1)).toEqual(['failed 111', 'unknown 999']);
    expect(watched.told.map(({ subject }) => subject)).toEqual([
      '[acme] 1 failed accounts, 1 unknown accounts',
    ]);
  });

  it('takes canaries for nobody', async () => {
    watched.records = [enrolled('111')];

    const rounds = await hours(0, 60, (hour) => (hour < 30 ? [TRAIL('111')] : [TRAIL('000000000000')]));

    expect(named(rounds).at(-1)).toEqual(['aws-cloudtrail', 'silent 111']);
  });

  it('tells the next time what nobody could be told of', async () => {
    watched.records = [enrolled('111')];
    await hours(0, 24, () => [TRAIL('111')]);
    watched.deaf = true;
    const deaf = await round(40);
    watched.deaf = false;

    await round(41);
    await round(42);

    expect(deaf.untold).toBe('nobody listens');
    expect(watched.told).toHaveLength(1);
  });

  it('reads each note once, and a round that died reads it again', async () => {
    watched.records = [enrolled('111')];
    await watched.swept(BEGAN, [TRAIL('111')]);
    const notes = () => [...watched.lake.objects.keys()].filter((key) => key.includes('/swept/'));
    watched.lake.lives = 4;
    await expect(round(0)).rejects.toThrow('killed');
    watched.lake.lives = Number.POSITIVE_INFINITY;
    expect(notes()).toHaveLength(1);

    await round(0);

    expect(notes()).toEqual([]);
    expect((await round(5)).troubles).toEqual([]);
  });

  it('reads of the lake no more than what came since, whatever it holds', async () => {
    for (let index = 0; index < 200; index += 1) {
      await watched.commit(commitOf(`old-${index}`, [TRAIL('111')]));
    }
    await watched.swept(BEGAN, [TRAIL('111')]);
    const get = jest.spyOn(watched.lake, 'get');

    await round(0);

    expect(get.mock.calls.length).toBeLessThan(5);
  });
});

describe('gaps of the ledger', () => {
  const object = { key: 'AWSLogs/1/CloudTrail/a.gz', input: 'i1' };

  it('are objects that no batch claims in two hours, until one does', async () => {
    await watched.swept(BEGAN, [], [object]);
    const early = [await round(0), await round(1)];
    const late = [await round(2), await round(3)];
    await watched.lake.put(keys.claim('i1'), Buffer.from('b1'));
    await watched.commit(commitOf('b1', [TRAIL('111')]));

    const healed = await round(4);

    const gap = { gap: 'unclaimed', object: object.key, sinceMicros: BEGAN };
    expect(early.flatMap(({ gaps }) => gaps)).toEqual([]);
    expect(late.map(({ gaps }) => gaps)).toEqual([[gap], [gap]]);
    expect(healed.gaps).toEqual([]);
  });

  it('are batches that claimed objects and are not committed, since they were seen', async () => {
    const batch = await watched.swept(BEGAN, [TRAIL('111')]);
    await watched.lake.delete(keys.commit(batch));
    const rounds = [await round(0), await round(1), await round(2)];
    await watched.commit(commitOf(batch, [TRAIL('111')]));

    expect(rounds.map(({ gaps }) => gaps)).toEqual([
      [],
      [],
      [{ gap: 'uncommitted', batch, sinceMicros: BEGAN }],
    ]);
    expect((await round(3)).gaps).toEqual([]);
  });

  it('are commits that do not add up, at once, until a replay mends them', async () => {
    const batch = await watched.swept(BEGAN, []);
    await watched.commit(commitOf(batch, [TRAIL('111')], { received: 2 }));

    const first = await round(0);
    await watched.commit(commitOf(batch, [TRAIL('111')]));

    expect(first.gaps).toEqual([{ gap: 'unbalanced', batch, sinceMicros: BEGAN }]);
    expect((await round(1)).gaps).toEqual([]);
  });

  it('out of time, are looked for in the next round', async () => {
    const batch = await watched.swept(BEGAN, [TRAIL('111')]);
    await watched.lake.delete(keys.commit(batch));

    const hurried = await watchRound(BEGAN + 3 * HOUR, { ...watched.context, mayContinue: () => false });

    expect(hurried.gaps).toEqual([]);
    expect((await round(3)).gaps).toMatchObject([{ gap: 'uncommitted' }]);
  });
});
