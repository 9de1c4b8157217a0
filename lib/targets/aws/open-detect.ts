import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { watchCanaries } from '../../health/canary-state';
import type { DetectContext } from '../../ingest/detect-records';
import { enabledSources } from '../../ingest/raw-folders';
import type { DetectSettings } from '../../ingest/settings';
import { streamCorrelation } from '../../ingest/stream-correlation';
import { maskText } from '../../pipeline/mask/mask-text';
import type { Clock } from '../../ports/clock';
import type { KeyValueStore } from '../../ports/key-value-store';
import { speedOfRule } from '../../sigma/speed';
import { clientOptions } from './client-options';
import { DynamoKeyValueStore } from './key-value-store';
import { type OpenedPipeline, openPipeline } from './open-pipeline';

/**
 * Opens what looks at a stream; once a start. Throws when the bundle is not whole. What it returns is asked before each
 * run: the rules in force may be others by then.
 */
export async function openDetect(
  settings: DetectSettings,
  clock: Clock,
): Promise<() => Promise<DetectContext>> {
  const current = await openPipeline(settings, clock, 'realtime');
  const store = new DynamoKeyValueStore(new DynamoDBClient(clientOptions(settings.home)), settings.table);
  let made: { readonly of: OpenedPipeline; readonly context: DetectContext } | undefined;
  return async () => {
    const opened = await current();
    made = made?.of === opened ? made : { of: opened, context: contextOf(opened, store, clock) };
    return made.context;
  };
}

function contextOf(
  { platform, rules, pipeline, tell, judge }: OpenedPipeline,
  store: KeyValueStore,
  clock: Clock,
): DetectContext {
  const configured = new Map(platform.sources.map(({ id, criticality }) => [id, criticality]));
  const { correlations, version: bundleVersion } = rules;
  return {
    sources: enabledSources(platform.sources),
    pipeline,
    isRealtime: (rule, source) =>
      speedOfRule(rule, configured.get(source.id) ?? source.criticality) === 'realtime',
    judge,
    correlation: streamCorrelation({ correlations, bundleVersion, store, clock }),
    canaries: watchCanaries(store, clock),
    tell,
    cleanText: maskText,
  };
}
