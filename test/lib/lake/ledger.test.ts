import type { Commit, InputCount } from '../../../lib/lake/batch/records';
import { readLedger } from '../../../lib/lake/ledger';
import { RecordCounter, withStored } from '../../../lib/lake/tally';

const VERSIONS = { release: '1', config: 'c', rules: 'r', reference: 'g', tokenKey: '-' };

async function* stream(...inputs: InputCount[]): AsyncIterable<Commit> {
  for (const input of inputs) {
    const output = { key: 'k', rows: 2, bytes: 1, sha256: '', minTimeUs: 0, maxTimeUs: 0 };
    yield { batch: input.input, versions: VERSIONS, inputs: [input], outputs: [output] };
  }
}

function counted(...records: readonly (readonly [string, string, 'written' | 'skipped' | 'quarantined'])[]) {
  const counter = new RecordCounter();
  for (const [source, account, outcome] of records) {
    counter.count(
      source,
      account,
      outcome,
      10,
      outcome === 'written' ? 1 : 0,
      outcome === 'skipped' ? 'digest' : undefined,
    );
  }
  const tally = withStored(counter.tally(records.length * 12), records.length * 3);
  return { input: 'x', path: 'x', ...tally };
}

/** As a release wrote it that did not count bytes. */
function older({ storedBytes: _s, textBytes: _t, ...input }: InputCount): InputCount {
  const accounts = input.accounts.map(({ storedBytes: _a, textBytes: _b, ...account }) => account);
  return { ...input, accounts };
}

describe('the ledger', () => {
  it('adds the batches up by source and account, and balances', async () => {
    const first = counted(
      ['aws-cloudtrail', '1', 'written'],
      ['aws-cloudtrail', '-', 'skipped'],
      ['unknown', '-', 'quarantined'],
    );
    const second = counted(['aws-cloudtrail', '1', 'written'], ['gcp-audit', 'p', 'written']);

    const ledger = await readLedger(stream(first, second));

    expect(ledger.lines.map(({ source, account, received }) => [source, account, received])).toEqual([
      ['aws-cloudtrail', '-', 1],
      ['aws-cloudtrail', '1', 2],
      ['gcp-audit', 'p', 1],
      ['unknown', '-', 1],
    ]);
    expect(ledger.total).toMatchObject({ received: 5, written: 3, skipped: 1, quarantined: 1, events: 3 });
    expect([ledger.rows, ledger.skipped, ledger.balanced]).toEqual([4, { digest: 1 }, true]);
  });

  it('says so when an input received more records than found a place', async () => {
    const lost = { ...counted(['aws-cloudtrail', '1', 'written']), received: 2 };

    expect((await readLedger(stream(lost))).balanced).toBe(false);
  });

  it('adds up what records weigh, and what the lake holds of them', async () => {
    const shared = counted(
      ['aws-cloudtrail', '1', 'written'],
      ['aws-cloudtrail', '1', 'written'],
      ['aws-cloudtrail', '2', 'written'],
      ['aws-cloudtrail', '-', 'skipped'],
    );

    const { lines, total, batches, files } = await readLedger(stream(shared, shared));

    const figures = lines.map(({ account, objects, textBytes, storedBytes }) => [
      account,
      objects,
      textBytes,
      storedBytes,
    ]);
    expect(figures).toEqual([
      ['-', 0.5, 24, 6],
      ['1', 1, 48, 12],
      ['2', 0.5, 24, 6],
    ]);
    expect(total).toMatchObject({ objects: 2, textBytes: 96, storedBytes: 24, lakeBytes: 2, unmeasured: 0 });
    expect([batches, files]).toEqual([2, 2]);
  });

  it('reads what a release wrote that counted no bytes, and says of how many records they are missing', async () => {
    const before = older(counted(['aws-cloudtrail', '1', 'written'], ['unknown', '-', 'quarantined']));
    const after = counted(['aws-cloudtrail', '1', 'written']);

    const { lines, total, balanced } = await readLedger(stream(before, after));

    expect(lines[0]).toMatchObject({
      received: 2,
      unmeasured: 1,
      textBytes: 12,
      storedBytes: 3,
      objects: 1.5,
    });
    expect(total.unmeasured).toBe(2);
    expect(balanced).toBe(true);
  });

  it('counts only the inputs that are asked for, with their own part of the files', async () => {
    const [wanted, other] = [
      { ...counted(['aws-cloudtrail', '1', 'written']), input: 'a' },
      { ...counted(['aws-cloudtrail', '2', 'written'], ['aws-cloudtrail', '2', 'written']), input: 'b' },
    ];
    const output = { key: 'k', rows: 3, bytes: 300, sha256: '', minTimeUs: 0, maxTimeUs: 0 };
    async function* commits() {
      const commit = { batch: 'x', versions: VERSIONS, inputs: [wanted, other], outputs: [output] };
      yield { ...commit, counted: new Set(['a']) };
      yield { ...commit, counted: new Set<string>() };
    }

    const { lines, batches } = await readLedger(commits());

    expect(lines).toMatchObject([{ account: '1', received: 1, lakeBytes: 100 }]);
    expect(batches).toBe(1);
  });
});
