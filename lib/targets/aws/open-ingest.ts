import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { forwardingTo } from '../../forward/forwarding';
import type { IngestContext } from '../../ingest/ingest-messages';
import { type LakeContext, openLakeBatch } from '../../ingest/lake-batch';
import { enabledSources } from '../../ingest/raw-folders';
import type { NormalizeSettings } from '../../ingest/settings';
import { maskText } from '../../pipeline/mask/mask-text';
import type { Clock } from '../../ports/clock';
import { clientOptions } from './client-options';
import { openLake } from './open-lake';
import { type OpenedPipeline, openPipeline } from './open-pipeline';
import { readRaw } from './raw-reader';

/** Objects in a batch: each costs a claim before the work begins. */
const MAX_MEMBERS = 1000;
/** Sizes are of inflated logs, objects are compressed: cloud logs about ten to one. */
const COMPRESSION = 10;
/** A replay that is to tell nobody forwards nothing, either. */
const QUIET = { tell: async () => undefined, openRowSink: undefined };

/**
 * Opens the lake and what fills it; once a start. Throws when the bundle is not whole. What it returns is asked before
 * each run: the rules in force may be others by then, and are the same for all of a batch.
 */
export async function openIngest(
  settings: NormalizeSettings,
  release: string,
  clock: Clock,
): Promise<() => Promise<Omit<IngestContext, 'mayContinue'>>> {
  const current = await openPipeline(settings, clock, 'near-realtime');
  // Raw buckets that were there before may be in another region.
  const s3 = new S3Client({ ...clientOptions(settings.home), followRegionRedirects: true });
  const stores = {
    lake: openLake(s3, new DynamoDBClient(clientOptions(settings.home)), settings),
    readRaw: (rawKey: string) => readRaw(s3, rawKey),
  };
  return async () => contextOf(await current(), release, stores);
}

function contextOf(
  { platform, rules, pipeline, tell, judge, ...opened }: OpenedPipeline,
  release: string,
  stores: Pick<LakeContext, 'lake' | 'readRaw'>,
): Omit<IngestContext, 'mayContinue'> {
  const versions = { release, ...opened.versions };
  const context: LakeContext = {
    ...stores,
    sources: enabledSources(platform.sources),
    pipeline,
    judge,
    correlating: { correlations: rules.correlations, bundleVersion: rules.version },
    cleanText: maskText,
    ...forwardingTo(platform.forward, stores.lake, tell),
    versions,
  };
  return {
    versions,
    limits: { members: MAX_MEMBERS, bytes: platform.volume.sizes.batchBytes / COMPRESSION },
    open: ({ alerts }) => openLakeBatch(alerts ? context : { ...context, ...QUIET }),
  };
}
