import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../../functions/local/package-root';
import { loadRules } from '../../../lib/detections/load';
import type { Rule } from '../../../lib/sigma/rule';
import { SOURCES } from '../../../lib/sources';

/** The rules in `lib/detections`. */
export function shippedRules(): readonly Rule[] {
  const folder = join(PACKAGE_ROOT, 'lib', 'detections');
  const files = readdirSync(folder).filter((name) => name.endsWith('.yml'));
  return loadRules(
    files.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') })),
    SOURCES,
  ).rules;
}
