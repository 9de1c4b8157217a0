import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeBundle } from '../../../infra/aws/pipeline/bundle-layer';
import type { ResolvedPlatform } from '../../../lib/config/resolved';
import type { RuleFile } from '../../../lib/sigma/rule-file';
import { BUNDLE_FILES } from '../../../lib/targets/aws/bundle';
import { outputDirectory } from '../../infra/support';

/** Rules that the tests' records match; to load all of them takes longer than a test. */
const FEW = ['aws-trail-stopped.yml'];

/** The folder of a layer as it is deployed, with a few rules or, where asked to, all of them. */
export function deployedBundle(platform: ResolvedPlatform, rules: readonly string[] | 'all' = FEW): string {
  const folder = outputDirectory();
  writeBundle(platform, '.', folder);
  if (rules !== 'all') {
    const file = join(folder, BUNDLE_FILES.rules);
    const all = JSON.parse(readFileSync(file, 'utf8')) as readonly RuleFile[];
    const kept = all.filter(({ path }) => rules.some((rule) => path.endsWith(rule)));
    expect(kept).toHaveLength(rules.length);
    writeFileSync(file, JSON.stringify(kept));
  }
  return folder;
}
