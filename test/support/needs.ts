import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The collection of real logs, rules and schemas beside the checkout; no part of the project, so optional. */
export const SHARED = join(__dirname, '..', '..', '..', 'shared');

const python = () => spawnSync('python3', ['--version']).status === 0;

const NEEDS = {
  shared: {
    present: () => existsSync(join(SHARED, 'DESIGN.md')),
    reason: 'needs ../shared beside the checkout',
  },
  python: { present: python, reason: 'needs python3' },
} as const;

/**
 * `describe` where everything needed is present; elsewhere a skipped block that names what is missing. Jest runs the
 * body of a skipped block too, so the body, which may read what is missing, is not given to it.
 */
export function describeWith(needs: readonly (keyof typeof NEEDS)[], title: string, body: () => void): void {
  const missing = needs.filter((need) => !NEEDS[need].present());
  if (missing.length === 0) {
    describe(title, body);
  } else {
    describe.skip(title, () => {
      test(missing.map((need) => NEEDS[need].reason).join(', '), () => undefined);
    });
  }
}
