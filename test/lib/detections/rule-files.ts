import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { RuleFile } from '../../../lib/sigma/rule-file';

/** The project's own detections. */
export const STARTER = join(__dirname, '..', '..', '..', 'lib', 'detections');

/** Every `.yml` below a folder, in order of path. */
export function ruleFilesIn(folder: string): readonly RuleFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yml'))
    .sort()
    .map((name) => ({
      path: relative(folder, join(folder, name)),
      text: readFileSync(join(folder, name), 'utf8'),
    }));
}
