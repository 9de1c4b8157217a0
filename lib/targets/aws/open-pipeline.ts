import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type RaiseContext, raiseAlerts } from '../../alerts/raise';
import type { BaselineJudge } from '../../analytics/judge';
import type { ResolvedPlatform } from '../../config/resolved';
import type { OperatingRules } from '../../detections/operating-rules';
import { sha256 } from '../../hash';
import type { DetectSettings } from '../../ingest/settings';
import type { Tell } from '../../ingest/telling-findings';
import type { Versions } from '../../lake/batch/records';
import { assemblePipeline } from '../../pipeline/assemble';
import type { Pipeline } from '../../pipeline/compose';
import { createEnricher, type EnricherOptions } from '../../pipeline/enrich/enricher';
import type { TokenKey } from '../../pipeline/mask/tokens';
import type { Clock } from '../../ports/clock';
import type { SecretStore } from '../../ports/secret-store';
import type { Detection } from '../../sigma/detector';
import { formatProblem } from '../../sigma/problem';
import type { Speed } from '../../sigma/rule';
import { SOURCES } from '../../sources';
import {
  type Bundle,
  type BundledPlatform,
  openBundle,
  readReference,
  readSuppressions,
  rulesInForce,
} from './bundle';
import { clientOptions } from './client-options';
import { followPublished } from './follow-published';
import { DynamoKeyValueStore } from './key-value-store';
import { openJudge } from './open-judge';
import { secretsManager } from './secrets';
import { signedPost } from './signed-post';
import { emit, logger } from './telemetry';

const LEAST_KEY_BYTES = 32;

/** Baselines are in the lake; nothing is judged without. */
type PipelineSettings = Omit<DetectSettings, 'lake'> & { readonly lake?: string };

/** What the stream's function and the lake's share: both make the same findings of an event, and one alert of them. */
export interface OpenedPipeline {
  readonly platform: BundledPlatform;
  readonly rules: OperatingRules;
  readonly pipeline: Pipeline<Detection>;
  /** Makes alerts of findings. */
  readonly tell: Tell;
  readonly tokenKey: TokenKey | undefined;
  readonly reference: EnricherOptions;
  /** What the pipeline's events are judged by besides rules, where it is told of a lake. */
  readonly judge?: BaselineJudge;
  readonly versions: Omit<Versions, 'release'>;
}

/**
 * Reads the deployed bundle and opens what it needs of AWS; once a start. Throws when that bundle is not whole.
 * What it returns is asked before each run: the rules in force may be others by then.
 *
 * @param speed of the way that it is for, which findings of baselines name
 */
export async function openPipeline(
  settings: PipelineSettings,
  clock: Clock,
  speed: Speed,
): Promise<() => Promise<OpenedPipeline>> {
  const bundle = await openBundle(settings.bundle);
  const name = bundle.platform.privacy.tokenKey;
  const secrets = secretsManager(signedPost('secretsmanager', settings.home));
  const tokenKey = name === undefined ? undefined : await readTokenKey(name, secrets);
  return followPublished(bundle, settings, clock, (inForce) =>
    pipelineOf(inForce, settings, { clock, speed, tokenKey }),
  );
}

async function pipelineOf(
  bundle: Bundle,
  settings: PipelineSettings,
  { clock, speed, tokenKey }: { clock: Clock; speed: Speed; tokenKey: TokenKey | undefined },
): Promise<OpenedPipeline> {
  const { platform } = bundle;
  const today = new Date(clock.nowMicros() / 1000).toISOString().slice(0, 10);
  const rules = await rulesInForce(bundle, today);
  for (const problem of rules.problems.filter(({ level }) => level === 'error')) {
    logger.error('rule left out', { problem: formatProblem(problem) });
  }
  const reference = await readReference(bundle);
  const { home, lake } = settings;
  const judge =
    lake === undefined
      ? undefined
      : await openJudge(
          { home, lake },
          {
            bundleVersion: rules.version,
            speed,
            enrich: createEnricher(reference.options),
          },
        );
  const parts = {
    ...rules,
    sources: SOURCES,
    bundleVersion: rules.version,
    reference: reference.options,
    tokenKey,
    judge: judge?.observe,
  };
  const alerts: RaiseContext = {
    store: new DynamoKeyValueStore(new DynamoDBClient(clientOptions(settings.home)), settings.table),
    routing: platform.alerts.routing,
    storm: platform.alerts.storm,
    suppressions: await readSuppressions(bundle),
    clock,
    onStep: ({ facets }, { occasion }) => {
      if (occasion === 'opened' || occasion === 'reopened') {
        emit('AlertsRaised', 1, facets.level);
      }
    },
  };
  return {
    platform,
    rules,
    // Of the configuration, a pipeline is made of sources and privacy alone.
    pipeline: assemblePipeline(platform as ResolvedPlatform, parts, { mask: true, detect: true }),
    tell: (findings) => raiseAlerts(findings, alerts),
    tokenKey,
    reference: reference.options,
    judge,
    versions: {
      config: bundle.version,
      rules: rules.version,
      reference: reference.version,
      tokenKey: tokenKey?.keyId ?? '-',
    },
  };
}

/** The key of tokenised fields in a secret. Never from the environment. */
export async function readTokenKey(name: string, secrets: SecretStore): Promise<TokenKey> {
  const key = Buffer.from((await secrets.get(name))?.trim() ?? '', 'latin1');
  if (key.length < LEAST_KEY_BYTES) {
    throw new Error(
      `secret ${name}: the token key must have at least ${LEAST_KEY_BYTES} bytes, got ${key.length}: put \`openssl rand -hex 32\` into it`,
    );
  }
  return { keyId: sha256(`kumomori key id\n${sha256(key)}`).slice(0, 8), key };
}
