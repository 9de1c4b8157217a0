import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSuppressions } from '../../alerts/suppress/parse';
import type { Suppression } from '../../alerts/suppress/suppression';
import { formatProblem } from '../../config/problem';
import type { ResolvedPlatform } from '../../config/resolved';
import { type OperatingRules, operatingRules } from '../../detections/operating-rules';
import { sha256 } from '../../hash';
import { canaryRules } from '../../health/canary-rules';
import { type Directory, parseDirectory } from '../../pipeline/enrich/directory';
import type { EnricherOptions } from '../../pipeline/enrich/enricher';
import { openGeoDatabase } from '../../pipeline/enrich/geo';
import type { BundleContent, ReferenceFile } from '../../rules/fetch-bundle';
import type { ReferenceRole } from '../../rules/reference-file';
import { formatProblem as formatRuleProblem } from '../../sigma/problem';
import type { RuleFile } from '../../sigma/rule-file';

/** Files of a bundle: what a function reads at its start, beside its code. infra/aws/pipeline writes them. */
export const BUNDLE_FILES = { platform: 'platform.json', rules: 'rules.json' } as const;

/** What functions read of the configuration: what else changes in it leaves the bundle as it is. */
export type BundledPlatform = Pick<
  ResolvedPlatform,
  'volume' | 'privacy' | 'enrichment' | 'sources' | 'detections' | 'alerts' | 'forward'
>;

/** Configuration, rules and reference data; the configuration's paths are relative to the bundle. */
export interface Bundle {
  readonly platform: BundledPlatform;
  /** Hash of the configuration. */
  readonly version: string;
  readonly folder: string;
  /** Rules published since, in the place of those in the folder; and what reference data came with them. */
  readonly published?: BundleContent;
}

export async function openBundle(folder: string): Promise<Bundle> {
  const text = await readText(folder, BUNDLE_FILES.platform);
  return { platform: JSON.parse(text) as BundledPlatform, version: sha256(text).slice(0, 16), folder };
}

/** Rule files in the order in which they are loaded. */
export async function readRules({ folder, published }: Bundle): Promise<readonly RuleFile[]> {
  return published?.rules ?? (JSON.parse(await readText(folder, BUNDLE_FILES.rules)) as readonly RuleFile[]);
}

/**
 * The rules in force on a day, and those of canaries, which no bundle has to bring. Their version begins with that of
 * the published bundle they came in.
 * Throws where a published bundle has none that load: what watches for nothing is never put in force.
 *
 * @param today YYYY-MM-DD, UTC
 */
export async function rulesInForce(bundle: Bundle, today: string): Promise<OperatingRules> {
  const { platform, published } = bundle;
  const loaded = operatingRules(await readRules(bundle), platform.detections.placeholders, today);
  const rules = { ...loaded, rules: [...loaded.rules, ...canaryRules()] };
  if (published === undefined) {
    return rules;
  }
  if (loaded.rules.length === 0) {
    const first = rules.problems[0];
    throw new Error(`no rule loads${first === undefined ? '' : `; the first: ${formatRuleProblem(first)}`}`);
  }
  return { ...rules, version: `${published.version}.${rules.version}` };
}

/** Geography and directories, and the hash of them all. */
export async function readReference(
  bundle: Bundle,
): Promise<{ readonly options: EnricherOptions; readonly version: string }> {
  const { enrichment } = bundle.platform;
  const hashes: string[] = [];
  const read = async (role: ReferenceRole, named: readonly string[]) => {
    const files = await filesOf(bundle, role, named);
    hashes.push(...files.map(({ bytes }) => sha256(bytes)));
    return files;
  };
  const directory = async (role: 'users' | 'accounts') => {
    const [file] = await read(role, [enrichment[role] ?? []].flat());
    return file && directoryOf(file);
  };
  const geo = (await read('geo', enrichment.geo)).map(({ bytes }) => openGeoDatabase(bytes));
  const users = await directory('users');
  const accounts = await directory('accounts');
  return { options: { geo, users, accounts }, version: sha256(hashes.join('\n')).slice(0, 16) };
}

export async function readSuppressions(bundle: Bundle): Promise<readonly Suppression[]> {
  const named = bundle.platform.detections.suppressions;
  const [file] = await filesOf(bundle, 'suppressions', [named ?? []].flat());
  if (file === undefined) {
    return [];
  }
  const parsed = parseSuppressions(textOf(file), file.name);
  if (!parsed.ok) {
    throw new Error(parsed.problem.map(formatProblem).join('\n'));
  }
  return parsed.value;
}

/** The files of a role: those that were published, else those of these names in the folder. */
async function filesOf(
  { folder, published }: Bundle,
  role: ReferenceRole,
  named: readonly string[],
): Promise<readonly ReferenceFile[]> {
  const since = published?.reference.filter((file) => file.role === role) ?? [];
  if (since.length > 0) {
    return since;
  }
  return Promise.all(named.map(async (name) => ({ role, name, bytes: await readFile(join(folder, name)) })));
}

function directoryOf(file: ReferenceFile): Directory {
  const parsed = parseDirectory(textOf(file), file.name);
  if (!parsed.ok) {
    throw new Error(parsed.problem.join('; '));
  }
  return parsed.value;
}

function textOf({ bytes }: ReferenceFile): string {
  return Buffer.from(bytes).toString('utf8');
}

async function readText(folder: string, name: string): Promise<string> {
  return readFile(join(folder, name), 'utf8');
}
