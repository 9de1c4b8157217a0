import { EVENT_CATEGORIES } from '../lake/table/partition';
import { present } from './present';
import { resolvePrivacy } from './privacy-policy';
import { resolveAlerts } from './resolve-alerts';
import { resolveBatch } from './resolve-batch';
import { resolveBundle } from './resolve-bundle';
import { resolveAws, resolveAzure, resolveGcp } from './resolve-clouds';
import { resolveCost } from './resolve-cost';
import { resolveForward } from './resolve-forward';
import { resolveMonitors } from './resolve-monitors';
import type { ResolvedPlatform, ResolvedQuery, ResolvedRetention, ResolvedSource } from './resolved';
import type { PlatformConfig } from './schema/platform';
import { sizesFor } from './sizes';
import { SOURCE_METADATA } from './source-ids';
import { VOLUME_FIGURES } from './volume';

/** The one object stacks, handlers and the command line read. Pure: equal configurations give equal results. */
export function resolve(config: PlatformConfig): ResolvedPlatform {
  const figures = VOLUME_FIGURES[config.volume];
  const { enrichment, detections, residency } = config;
  return {
    name: config.name,
    lifecycle: config.lifecycle,
    volume: { tier: config.volume, ...figures, sizes: sizesFor(figures) },
    retention: resolveRetention(config),
    privacy: resolvePrivacy(config.privacy),
    enrichment: {
      geo: enrichment.geo ?? [],
      ...present({ users: enrichment.users, accounts: enrichment.accounts }),
    },
    sources: resolveSources(config),
    detections: {
      rules: detections.rules,
      placeholders: detections.placeholders,
      ...present({ suppressions: detections.suppressions, bundle: resolveBundle(detections.bundle) }),
    },
    alerts: resolveAlerts(config),
    query: resolveQuery(config),
    batch: resolveBatch(config),
    monitors: resolveMonitors(config),
    cost: resolveCost(config),
    forward: resolveForward(config),
    ...present({
      aws: config.aws && resolveAws(config.aws, residency?.allowed.aws),
      azure: config.azure && resolveAzure(config.azure, residency?.allowed.azure),
      gcp: config.gcp && resolveGcp(config.gcp, residency?.allowed.gcp),
    }),
  };
}

function resolveRetention({ retention, lifecycle }: PlatformConfig): ResolvedRetention {
  const { hot_days, warm_days, cold_days, total_days } = retention;
  return {
    hotDays: hot_days,
    warmDays: warm_days,
    coldDays: cold_days,
    archive: total_days !== cold_days,
    ...present({ totalDays: total_days }),
    lockDays: lifecycle === 'production' ? cold_days : 0,
  };
}

function resolveQuery({ query }: PlatformConfig): ResolvedQuery {
  return {
    teams: query.teams.map(({ name, scan_limit_gb, categories }) => ({
      name,
      scanLimitBytes: scan_limit_gb * 1_000_000_000,
      categories: EVENT_CATEGORIES.filter((category) => categories.includes(category)),
    })),
  };
}

function resolveSources(config: PlatformConfig): ResolvedSource[] {
  return SOURCE_METADATA.map(({ id, cloud, criticality }) => ({
    id,
    cloud,
    enabled: config.sources[id]?.enabled ?? (cloud === 'any' || config[cloud] !== undefined),
    criticality: config.sources[id]?.criticality ?? criticality,
  }));
}
