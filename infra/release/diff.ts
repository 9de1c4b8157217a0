import { parseArgs } from 'node:util';
import { run } from '../load-platform';
import { readAssembly } from './assembly';
import { type Change, describeChange, isLoss } from './change';
import { releaseDiff } from './release-diff';

const USAGE = 'usage: npm run release:diff -- OLD_FOLDER [NEW_FOLDER] [--json]; NEW_FOLDER is . if not named';

/** What a person reads: losses last, where the eye is; resources that stay are only counted. */
export function reportOf(changes: readonly Change[]): string {
  const losses = changes.filter(isLoss);
  const others = changes.filter((change) => change.fate !== 'kept' && !isLoss(change));
  const counts = new Map<string, number>();
  for (const { fate } of changes) {
    counts.set(fate, (counts.get(fate) ?? 0) + 1);
  }
  return [
    ...others.map(describeChange),
    [...counts].map(([fate, count]) => `${count} ${fate}`).join(', ') || 'nothing in either',
    ...losses.map((change) => `STORE LOST: ${describeChange(change)}`),
    losses.length === 0
      ? 'no store would be lost'
      : `${losses.length} stores would be lost or keep less: do not deploy`,
    '',
  ].join('\n');
}

/** Exit status 1 when a store would be replaced, removed, renamed, moved or keep less. */
if (require.main === module) {
  run(() => {
    const { values, positionals } = parseArgs({
      options: { json: { type: 'boolean' } },
      allowPositionals: true,
    });
    const [old, present = '.', ...more] = positionals;
    if (old === undefined || more.length > 0) {
      throw new Error(USAGE);
    }
    const changes = releaseDiff(readAssembly(old), readAssembly(present));
    process.stdout.write(values.json ? `${JSON.stringify(changes, null, 2)}\n` : reportOf(changes));
    process.exitCode = changes.some(isLoss) ? 1 : 0;
  });
}
