import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Suppression } from '../../alerts/suppress/suppression';
import { formatProblem } from '../../config/problem';
import type { ResolvedPlatform } from '../../config/resolved';
import { sha256 } from '../../hash';
import { parseDirectory } from '../../pipeline/enrich/directory';
import type { EnricherOptions } from '../../pipeline/enrich/enricher';
import { openGeoDatabase } from '../../pipeline/enrich/geo';
import type { RuleFile } from '../../sigma/rule-file';

/** Files of a bundle: what a function reads at its start, beside its code. infra/aws/pipeline writes them. */
export const BUNDLE_FILES = { platform: 'platform.json', rules: 'rules.json' } as const;

/** What functions read of the configuration: what else changes in it leaves the bundle as it is. */
export type BundledPlatform = Pick<
  ResolvedPlatform,
  'volume' | 'privacy' | 'enrichment' | 'sources' | 'detections' | 'alerts'
>;

/** Configuration, rules and reference data; the configuration's paths are relative to the bundle. */
export interface Bundle {
  readonly platform: BundledPlatform;
  /** Hash of the configuration. */
  readonly version: string;
  readonly folder: string;
}

export async function openBundle(folder: string): Promise<Bundle> {
  const text = await readText(folder, BUNDLE_FILES.platform);
  return { platform: JSON.parse(text) as BundledPlatform, version: sha256(text).slice(0, 16), folder };
}

/** Rule files in the order in which they are loaded. */
export async function readRules({ folder }: Bundle): Promise<readonly RuleFile[]> {
  return JSON.parse(await readText(folder, BUNDLE_FILES.rules)) as readonly RuleFile[];
}

/** Geography and directories, and the hash of them all. */
export async function readReference({
  platform: { enrichment },
  folder,
}: Bundle): Promise<{ readonly options: EnricherOptions; readonly version: string }> {
  const hashes: string[] = [];
  const read = async (name: string) => {
    const body = await readFile(join(folder, name));
    hashes.push(sha256(body));
    return body;
  };
  const directory = async (name: string | undefined) => {
    if (name === undefined) {
      return undefined;
    }
    const parsed = parseDirectory((await read(name)).toString('utf8'), name);
    if (!parsed.ok) {
      throw new Error(`${join(folder, name)}: ${parsed.problem.join('; ')}`);
    }
    return parsed.value;
  };
  const geo = [];
  for (const name of enrichment.geo) {
    geo.push(openGeoDatabase(await read(name)));
  }
  const users = await directory(enrichment.users);
  const accounts = await directory(enrichment.accounts);
  return { options: { geo, users, accounts }, version: sha256(hashes.join('\n')).slice(0, 16) };
}

export async function readSuppressions({ platform, folder }: Bundle): Promise<readonly Suppression[]> {
  const name = platform.detections.suppressions;
  if (name === undefined) {
    return [];
  }
  // Brings a schema library with it: loaded only where there is something to parse.
  const { parseSuppressions } = await import('../../alerts/suppress/parse');
  const parsed = parseSuppressions(await readText(folder, name), name);
  if (!parsed.ok) {
    throw new Error(parsed.problem.map(formatProblem).join('\n'));
  }
  return parsed.value;
}

async function readText(folder: string, name: string): Promise<string> {
  return readFile(join(folder, name), 'utf8');
}
