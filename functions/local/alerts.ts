import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { OutboxContext } from '../../lib/alerts/outbox/enqueue';
import { type Raised, raiseAlerts } from '../../lib/alerts/raise';
import { parseSuppressions } from '../../lib/alerts/suppress/parse';
import { isExpired, type Suppression } from '../../lib/alerts/suppress/suppression';
import type { AlertRetention } from '../../lib/alerts/sweep';
import { formatProblem } from '../../lib/config/problem';
import type { OcsfEvent } from '../../lib/ocsf/event';
import type { Clock } from '../../lib/ports/clock';
import { type LakeQuery, openLake } from '../../lib/targets/local/duckdb';
import { LocalKeyValueStore } from '../../lib/targets/local/key-value-store';
import type { LocalSecretStore } from '../../lib/targets/local/secret-store';
import { type ChannelContext, openSecrets } from './alert-channels';
import { UsageError } from './errors';
import { type LakeOptions, openLocalLake } from './lake';
import { loadPlatform, type PlatformOptions } from './platform';

export interface AlertsOptions extends LakeOptions, PlatformOptions {
  /** Folder of secrets. */
  readonly secrets?: string;
}

export interface LocalAlerts extends OutboxContext, ChannelContext {
  readonly clock: Clock;
  readonly suppressions: readonly Suppression[];
  readonly retention: AlertRetention;
  readonly secrets: LocalSecretStore;
}

const clock: Clock = { nowMicros: () => Date.now() * 1000 };
/** Findings in memory at a time. */
const PAGE = 5000;

/** The alerts of a lake's folder, under the configuration's routes, limits and suppressions. */
export async function openAlerts(options: AlertsOptions, create = false): Promise<LocalAlerts> {
  await openLocalLake(options.lake, create);
  const { platform, folder } = await loadPlatform(options);
  const { alerts } = platform;
  // Shared: somebody acknowledges an alert while another process sends.
  const store = new LocalKeyValueStore(join(options.lake, 'state', 'alerts'), { shared: true });
  await store.sweepScratch();
  return {
    store,
    routing: alerts.routing,
    storm: alerts.storm,
    retention: alerts.retention,
    channels: alerts.channels,
    secrets: openSecrets(options.secrets, alerts.secrets, folder),
    lake: options.lake,
    clock,
    suppressions: await loadSuppressions(platform.detections.suppressions, folder),
  };
}

/** Makes alerts of every finding in the lake. Those known from before change nothing, so it may be done at any time. */
export async function raiseFromLake(alerts: LocalAlerts, folder: string): Promise<Raised> {
  const total = { fresh: 0, alerted: 0, suppressed: 0, quiet: 0, old: 0 };
  const lake = await openLake(folder);
  try {
    for await (const page of findingsIn(lake)) {
      const raised = await raiseAlerts(page, alerts);
      total.fresh += raised.fresh;
      total.alerted += raised.alerted;
      total.suppressed += raised.suppressed;
      total.quiet += raised.quiet;
      total.old += raised.old;
    }
  } finally {
    lake.close();
  }
  return total;
}

async function* findingsIn(lake: LakeQuery): AsyncIterable<OcsfEvent[]> {
  for (let after = ''; ; ) {
    const { rows } = await lake.query(
      `SELECT event_uid, event FROM security_events WHERE event_category = 'finding' AND class_uid = 2004
         AND event_uid > '${after.replaceAll("'", "''")}' ORDER BY event_uid LIMIT ${PAGE}`,
    );
    if (rows.length === 0) {
      return;
    }
    // Findings of this platform alone: other products' are events here.
    yield rows
      .map(([, event]) => JSON.parse(String(event)) as OcsfEvent)
      .filter(({ metadata }) => metadata.product.name === 'Kumomori');
    after = String(rows.at(-1)?.[0]);
  }
}

async function loadSuppressions(path: string | undefined, folder: string): Promise<readonly Suppression[]> {
  if (path === undefined) {
    return [];
  }
  const file = isAbsolute(path) ? path : join(folder, path);
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`${file}: suppressions named by the configuration cannot be read`);
  });
  const parsed = parseSuppressions(text, file);
  if (!parsed.ok) {
    throw new UsageError(parsed.problem.map(formatProblem).join('\n'));
  }
  for (const { id, owner, expires } of parsed.value.filter((one) => isExpired(one, clock.nowMicros()))) {
    const end = new Date(expires).toISOString();
    process.stderr.write(
      `kumomori: ${file}: suppression ${id} of ${owner} ended ${end} and no longer applies: renew or remove it\n`,
    );
  }
  return parsed.value;
}
