import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The checkout: the nearest folder above this file (bundled in dist/ or not) that holds package.json. */
export const PACKAGE_ROOT = findRoot(__dirname);

function findRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) || dirname(folder) === folder
    ? folder
    : findRoot(dirname(folder));
}
