import fc from 'fast-check';
import { Heard } from '../../../lib/health/heard';
import type { Commit, Manifest } from '../../../lib/lake/batch/records';
import { readLastSeen } from '../../../lib/lake/last-seen';
import { commitOf } from './watch-support';

const DAY = 86_400_000_000;

async function* each<Item>(items: readonly Item[]): AsyncIterable<Item> {
  yield* items;
}

describe('who was heard of', () => {
  it('is, commit by commit, what the ledger finds in all of the lake', async () => {
    const record = fc
      .tuple(fc.constantFrom('aws-cloudtrail', 'aws-vpc-flow'), fc.constantFrom('111', '222', '-'))
      .map((parts) => parts.join(' '));
    const batches = fc.array(fc.record({ heard: fc.array(record), at: fc.integer({ min: 1, max: 1e6 }) }));

    await fc.assert(
      fc.asyncProperty(batches, async (all) => {
        const commits: Commit[] = all.map(({ heard }, index) => commitOf(`b${index}`, heard));
        const manifests = all.map(({ at }, index) => ({
          members: [{ input: `b${index}`, storedMicros: at }],
        }));
        const heard = commits.reduce((before, commit, index) => {
          // As from one run to the next.
          const next = new Heard(before);
          next.note(commit, all[index]?.at ?? 0);
          return next.times(new Set(), 1e6);
        }, {});

        const found = new Heard(heard).byAccount();

        const expected = await readLastSeen(each(commits), each(manifests as unknown as Manifest[]));
        const plain = (seen: typeof expected) =>
          [...seen]
            .map(([account, sources]) => [
              account,
              sources.map((one) => `${one.source} ${one.lastMicros}`).sort(),
            ])
            .sort();
        expect(plain(found)).toEqual(plain(expected));
      }),
    );
  });

  it('is forgotten after a month, but for accounts that are known', () => {
    const heard = new Heard({ 'aws-cloudtrail': { '111': DAY, '222': DAY, '333': 20 * DAY } });

    expect(heard.times(new Set(['111']), 40 * DAY)).toEqual({
      'aws-cloudtrail': { '111': DAY, '333': 20 * DAY },
    });
  });

  it('has bounds, whatever records call their accounts', () => {
    const made = Object.fromEntries(
      Array.from({ length: 30_000 }, (_, index) => [`made up ${index}`, DAY + index]),
    );
    const heard = new Heard({ 'aws-lambda': { ...made, '111': 1 } });

    const { 'aws-lambda': kept = {} } = heard.times(new Set(['111']), 2 * DAY);

    expect(Object.keys(kept)).toHaveLength(20_000);
    expect([kept['111'], kept['made up 29999'], kept['made up 0']]).toEqual([1, DAY + 29_999, undefined]);
  });

  it('takes any text for an account', () => {
    const heard = new Heard();
    heard.note(commitOf('b', ['aws-lambda __proto__', 'aws-lambda constructor']), 5);

    const again = new Heard(JSON.parse(JSON.stringify(heard.times(new Set(), 6))));

    expect([...again.byAccount().keys()].sort()).toEqual(['__proto__', 'constructor']);
  });
});
