import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { raiseAlerts } from '../../alerts/raise';
import type { ResolvedPlatform } from '../../config/resolved';
import { operatingRules } from '../../detections/operating-rules';
import { sha256 } from '../../hash';
import type { IngestContext } from '../../ingest/ingest-messages';
import { type LakeContext, openLakeBatch } from '../../ingest/lake-batch';
import type { NormalizeSettings } from '../../ingest/settings';
import { assemblePipeline } from '../../pipeline/assemble';
import { maskText } from '../../pipeline/mask/mask-text';
import type { TokenKey } from '../../pipeline/mask/tokens';
import type { Clock } from '../../ports/clock';
import type { SecretStore } from '../../ports/secret-store';
import { formatProblem } from '../../sigma/problem';
import { SOURCES } from '../../sources';
import { S3BlobStore } from './blob-store';
import { type Bundle, openBundle, readReference, readRules, readSuppressions } from './bundle';
import { clientOptions } from './client-options';
import { DynamoKeyValueStore } from './key-value-store';
import { readRaw } from './raw-reader';
import { secretsManager } from './secrets';
import { signedPost } from './signed-post';
import { logger } from './telemetry';

/** Objects in a batch: each costs a claim before the work begins. */
const MAX_MEMBERS = 1000;
/** Sizes are of inflated logs, objects are compressed: cloud logs about ten to one. */
const COMPRESSION = 10;
const LEAST_KEY_BYTES = 32;

/** Reads the bundle and opens what it needs of AWS; once a start. Throws when the bundle is not whole. */
export async function openIngest(
  settings: NormalizeSettings,
  release: string,
  clock: Clock,
): Promise<Omit<IngestContext, 'mayContinue'>> {
  const bundle = await openBundle(settings.bundle);
  const context = await lakeContext(settings, bundle, release, clock);
  return {
    versions: context.versions,
    limits: { members: MAX_MEMBERS, bytes: bundle.platform.volume.sizes.batchBytes / COMPRESSION },
    open: () => openLakeBatch(context),
  };
}

async function lakeContext(
  { home, lake, table }: NormalizeSettings,
  bundle: Bundle,
  release: string,
  clock: Clock,
): Promise<LakeContext> {
  const { platform } = bundle;
  // Raw buckets that were there before may be in another region.
  const s3 = new S3Client({ ...clientOptions(home), followRegionRedirects: true });
  const today = new Date(clock.nowMicros() / 1000).toISOString().slice(0, 10);
  const rules = operatingRules(await readRules(bundle), platform.detections.placeholders, today);
  const reference = await readReference(bundle);
  const tokenKey = await tokenKeyOf(
    platform.privacy.tokenKey,
    secretsManager(signedPost('secretsmanager', home)),
  );
  const { version: bundleVersion } = rules;
  const parts = { ...rules, sources: SOURCES, bundleVersion, reference: reference.options, tokenKey };
  const alerts = {
    store: new DynamoKeyValueStore(new DynamoDBClient(clientOptions(home)), table),
    routing: platform.alerts.routing,
    storm: platform.alerts.storm,
    suppressions: await readSuppressions(bundle),
    clock,
  };
  for (const problem of rules.problems.filter(({ level }) => level === 'error')) {
    logger.error('rule left out', { problem: formatProblem(problem) });
  }
  return {
    lake: new S3BlobStore(s3, lake),
    readRaw: (rawKey) => readRaw(s3, rawKey),
    sources: SOURCES,
    // Of the configuration, a pipeline is made of sources and privacy alone.
    pipeline: assemblePipeline(platform as ResolvedPlatform, parts, { mask: true, detect: true }),
    correlating: { correlations: rules.correlations, bundleVersion },
    cleanText: maskText,
    tell: (findings) => raiseAlerts(findings, alerts),
    versions: {
      release,
      config: bundle.version,
      rules: bundleVersion,
      reference: reference.version,
      tokenKey: tokenKey?.keyId ?? '-',
    },
  };
}

/** The key of tokenised fields, where the configuration names a secret for it. Never from the environment. */
async function tokenKeyOf(name: string | undefined, secrets: SecretStore): Promise<TokenKey | undefined> {
  if (name === undefined) {
    return undefined;
  }
  const key = Buffer.from((await secrets.get(name))?.trim() ?? '', 'latin1');
  if (key.length < LEAST_KEY_BYTES) {
    throw new Error(
      `secret ${name}: the token key must have at least ${LEAST_KEY_BYTES} bytes, got ${key.length}: put \`openssl rand -hex 32\` into it`,
    );
  }
  return { keyId: sha256(`kumomori key id\n${sha256(key)}`).slice(0, 8), key };
}
