import type { ResolvedPlatform } from '../../lib/config/resolved';
import type { Versions } from '../../lib/lake/batch/records';
import type { Correlating } from '../../lib/lake/correlate/correlate-batch';
import { assemblePipeline, type StageChoice } from '../../lib/pipeline/assemble';
import type { Pipeline } from '../../lib/pipeline/compose';
import { maskText } from '../../lib/pipeline/mask/mask-text';
import type { Detection } from '../../lib/sigma/detector';
import { SOURCES, sourceById } from '../../lib/sources';
import type { Source } from '../../lib/sources/source';
import { systemClock } from './clock';
import { UsageError } from './errors';
import { loadPlatform, type PlatformOptions } from './platform';
import { loadReference } from './reference';
import { release } from './release';
import { loadRuleFolders, NO_RULES } from './rules';
import { loadTokenKey } from './token-key';

export interface RuntimeOptions extends PlatformOptions {
  readonly rules?: readonly string[];
  readonly tokenKey?: string;
}

/** Everything a command needs that lies in files, read once. */
export interface Runtime {
  readonly platform: ResolvedPlatform;
  readonly sources: readonly Source[];
  readonly versions: Versions;
  /** The one source named, or all of them for `auto`. */
  sourcesFor(id: string): readonly Source[];
  /** What is made of the hits of several events, by the same rules. */
  readonly correlating: Correlating;
  pipeline(choice: StageChoice): Pipeline<Detection>;
  /** Masks personal data in free text. */
  cleanText(text: string): string;
}

/** @param detects false for a command that runs no rules: it starts without reading them. */
export async function loadRuntime(options: RuntimeOptions, detects = true): Promise<Runtime> {
  const { platform, folder, version } = await loadPlatform(options);
  const rules = detects
    ? await loadRuleFolders(options.rules, platform.detections, folder, systemClock)
    : NO_RULES;
  const reference = await loadReference(platform.enrichment, folder);
  const tokenKey = await loadTokenKey(platform, folder, options.tokenKey);
  const versions: Versions = {
    release: release(),
    config: version,
    rules: rules.version,
    reference: reference.version,
    tokenKey: tokenKey?.keyId ?? '-',
  };
  const parts = {
    sources: SOURCES,
    rules: rules.rules,
    silent: rules.silent,
    filters: rules.filters,
    bundleVersion: rules.version,
    reference: reference.options,
    tokenKey,
  };
  return {
    platform,
    sources: SOURCES,
    versions,
    correlating: { correlations: rules.correlations, bundleVersion: rules.version },
    sourcesFor,
    pipeline: (choice) => assemblePipeline(platform, parts, choice),
    cleanText: maskText,
  };
}

function sourcesFor(id: string): readonly Source[] {
  if (id === 'auto') {
    return SOURCES;
  }
  const source = sourceById(id);
  if (!source) {
    throw new UsageError(
      `--source ${id}: no such source; one of auto, ${SOURCES.map((each) => each.id).join(', ')}`,
    );
  }
  return [source];
}
