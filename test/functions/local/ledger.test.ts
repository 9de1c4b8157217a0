import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloudTrailRecord } from '../../../functions/local/demo/cloudtrail';
import { seeded } from '../../../functions/local/demo/random';
import { kumomori, scratchFolder, write } from './support/cli';

const folder = scratchFolder();
const LOG = JSON.stringify({ Records: [cloudTrailRecord(seeded(1), Date.UTC(2024, 7, 12, 9))] });

function ingest(): string {
  const lake = join(folder(), 'lake');
  expect(kumomori(['ingest', '--lake', lake, write(folder(), 'log.json', LOG)]).status).toBe(0);
  return lake;
}

/** The commits as releases wrote them before bytes were counted. */
function forgetBytes(lake: string): void {
  const commits = join(lake, 'state', 'commits');
  for (const name of readdirSync(commits)) {
    const commit = JSON.parse(readFileSync(join(commits, name), 'utf8'), (key, value) =>
      key === 'textBytes' || key === 'storedBytes' ? undefined : value,
    );
    writeFileSync(join(commits, name), `${JSON.stringify(commit)}\n`);
  }
}

describe('kumomori ledger', () => {
  it('says how many bytes records take', () => {
    const lake = ingest();

    const text = kumomori(['ledger', '--lake', lake]).stdout;
    const book = JSON.parse(kumomori(['ledger', '--lake', lake, '--json']).stdout);

    expect(text).toMatch(new RegExp(`\\ntotal .* ${LOG.length}\\n`));
    expect(book.total).toMatchObject({
      textBytes: LOG.length,
      storedBytes: LOG.length,
      objects: 1,
      unmeasured: 0,
    });
  });

  it('balances over what earlier releases wrote, and says that they counted no bytes; a replay does', () => {
    const lake = ingest();
    forgetBytes(lake);

    const before = kumomori(['ledger', '--lake', lake]);
    kumomori(['replay', '--lake', lake]);
    const after = kumomori(['ledger', '--lake', lake]);

    expect(before.status).toBe(0);
    expect(before.stdout).toContain('of 1 records no bytes are known: an earlier release counted them');
    expect(before.stdout).toContain(': balanced');
    expect(after.stdout).not.toContain('no bytes are known');
    expect(after.stdout).toMatch(new RegExp(`\\ntotal .* ${LOG.length}\\n`));
  });
});
