import type { ResolvedPlatform } from '../../../lib/config/resolved';
import type { RuleFile } from '../../../lib/sigma/rule-file';
import { loadPlatform, type PlatformOptions } from '../platform';
import { readRuleFiles } from '../rules';

export interface RuleFiles {
  readonly platform: ResolvedPlatform;
  readonly files: readonly RuleFile[];
  /** That the configuration's relative paths start from. */
  readonly folder: string;
}

/** The rule files of the folders named; without any, the shipped ones and those the configuration adds. */
export async function ruleFiles(
  folders: readonly string[] | undefined,
  options: PlatformOptions,
): Promise<RuleFiles> {
  const { platform, folder } = await loadPlatform(options);
  const named = folders && folders.length > 0 ? folders : undefined;
  return { platform, folder, files: await readRuleFiles(named, platform.detections.rules, folder) };
}
