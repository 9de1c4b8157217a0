import type { Commit, InputCount } from '../../../lib/lake/batch/records';
import { readLedger } from '../../../lib/lake/ledger';
import { RecordCounter } from '../../../lib/lake/tally';

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
      outcome === 'written' ? 1 : 0,
      outcome === 'skipped' ? 'digest' : undefined,
    );
  }
  return { input: 'x', path: 'x', ...counter.tally() };
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
});
