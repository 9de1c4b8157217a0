import { toFinding } from '../alerts/finding';
import { policyFor } from '../config/privacy-policy';
import type { ResolvedPlatform } from '../config/resolved';
import type { OcsfEvent } from '../ocsf/event';
import { createDetector, type Detection } from '../sigma/detector';
import type { Source } from '../sources/source';
import { composePipeline, type Pipeline } from './compose';
import { createEnricher, type EnricherOptions } from './enrich/enricher';
import { createMasker, type TokenKey } from './mask/masker';

/** What a pipeline is made of besides the configuration; read by the platform's adapter, once a start. */
export interface PipelineParts {
  readonly sources: readonly Source[];
  readonly rules: Parameters<typeof createDetector>[0];
  /** Ids of rules that only serve correlations: their hits make no finding. */
  readonly silent?: ReadonlySet<string>;
  /** Ids of the Sigma filters in use, by id of the rule they tune: its findings name them. */
  readonly filters?: ReadonlyMap<string, readonly string[]>;
  /** Version of the rules and reference data, named in every finding. */
  readonly bundleVersion: string;
  readonly reference: EnricherOptions;
  readonly tokenKey?: TokenKey;
  /** Looks at every event after masking; what it finds is asked of whoever made it. @default nobody does */
  readonly judge?: (event: OcsfEvent, timeMicros: number) => void;
}

/** Stages that a command may leave out. */
export interface StageChoice {
  readonly mask: boolean;
  readonly detect: boolean;
}

const NO_HITS: readonly Detection[] = [];

/** The pipeline that the configuration asks for: the same on a laptop and in every cloud. */
export function assemblePipeline(
  config: ResolvedPlatform,
  parts: PipelineParts,
  choice: StageChoice,
): Pipeline<Detection> {
  const detector = choice.detect ? createDetector(parts.rules, parts.sources) : undefined;
  const configured = new Map(config.sources.map(({ id, criticality }) => [id, criticality]));
  const mask = choice.mask
    ? createMasker({ policyFor: policyFor(config.privacy), tokens: parts.tokenKey })
    : leave;
  const pipeline = composePipeline<Detection>({
    enrich: createEnricher(parts.reference),
    detect: detector ?? (() => NO_HITS),
    mask,
    report: (hit, event, timeMicros, source) => {
      if (parts.silent?.has(hit.rule.id)) {
        return undefined;
      }
      const finding = toFinding(hit, event, {
        timeMicros,
        source: { ...source, criticality: configured.get(source.id) ?? source.criticality },
        bundleVersion: parts.bundleVersion,
      });
      return withFilters(finding, parts.filters?.get(hit.rule.id));
    },
  });
  const { judge } = parts;
  return judge
    ? (event, timeMicros, source, sink) => {
        pipeline(event, timeMicros, source, sink);
        judge(event, timeMicros);
      }
    : pipeline;
}

/** Says under which tuning the rule matched: a finding that is missed is looked for there. */
function withFilters(finding: OcsfEvent, filters: readonly string[] = []): OcsfEvent {
  const { metadata } = finding;
  const tags = filters.map((value) => ({ name: 'sigma_filter', value }));
  return tags.length === 0
    ? finding
    : { ...finding, metadata: { ...metadata, tags: [...(metadata.tags ?? []), ...tags] } };
}

function leave(_event: OcsfEvent): void {}
