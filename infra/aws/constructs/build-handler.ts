import { join } from 'node:path';
import { buildSync } from 'esbuild';

/**
 * Bundles a handler into `index.js` of a folder, as it is shipped: one file, everything it imports included.
 *
 * @param entry path of its file, from the checkout's root
 */
export function buildHandler(entry: string, outputDirectory: string, root = ROOT): void {
  buildSync({
    entryPoints: [entry],
    absWorkingDir: root,
    outfile: join(outputDirectory, 'index.js'),
    bundle: true,
    platform: 'node',
    // ES modules where a package has them: what is not called is left out, which a cold start need not read.
    mainFields: ['module', 'main'],
    target: 'node24',
    format: 'cjs',
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
}

const ROOT = join(__dirname, '..', '..', '..');
