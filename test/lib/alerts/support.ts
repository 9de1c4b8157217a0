import type { Alert } from '../../../lib/alerts/alert';
import type { OutboxContext } from '../../../lib/alerts/outbox/enqueue';
import type { Entry } from '../../../lib/alerts/outbox/entry';
import type { RaiseContext } from '../../../lib/alerts/raise';
import { keys, readAll } from '../../../lib/alerts/records';
import type { Routing } from '../../../lib/alerts/routing';
import type { StormLimits } from '../../../lib/alerts/storm';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import type { Delivery, Notification, Notifier } from '../../../lib/ports/notifier';
import type { Level } from '../../../lib/sigma/rule';
import { MemoryKeyValueStore } from '../../support/memory-key-value-store';

/** 2024-08-12T10:00:00Z, epoch milliseconds: a border of every window used here. */
export const HOUR = 1723456800000;
export const MINUTE = 60_000;

export interface FindingParts {
  readonly uid: string;
  readonly time?: number;
  readonly rule?: string;
  readonly level?: Level;
  readonly dedup?: string;
  readonly threshold?: number;
  readonly windowSeconds?: number;
  readonly account?: string;
  readonly user?: string;
  readonly alerts?: boolean;
}

/** A finding as `toFinding` makes them, with what alerts look at. */
export function findingOf(parts: FindingParts): OcsfEvent {
  const { uid, time = HOUR, rule = 'rule-1', account = '111111111111', user = 'alice' } = parts;
  return {
    class_uid: 2004,
    category_uid: 2,
    activity_id: 1,
    type_uid: 200401,
    severity_id: 4,
    severity: 'High',
    is_alert: parts.alerts ?? true,
    time,
    metadata: {
      version: '1.5.0',
      product: { name: 'Kumomori' },
      uid,
      log_name: 'aws-cloudtrail',
      tags: [{ name: 'rule_bundle', value: 'bundle-7' }],
    },
    cloud: { provider: 'AWS', region: 'ap-northeast-1', account: { uid: account, name: 'shop' } },
    finding_info: { uid, title: `Title of ${rule}`, analytic: { uid: rule, type_id: 1 } },
    evidences: [
      {
        uid: `event-${uid}`,
        actor: { user: { name: user } },
        api: { operation: 'StopLogging', service: { name: 'cloudtrail.amazonaws.com' } },
        src_endpoint: { ip: '203.0.113.9' },
        data: { status: 'Success' },
      },
    ],
    remediation: { desc: '1. Ask.\n2. Start it again.' },
    unmapped: {
      level: parts.level ?? 'high',
      owner: 'security-operations',
      window_seconds: parts.windowSeconds ?? 3600,
      threshold: parts.threshold ?? 1,
      dedup: [{ field: 'recipientAccountId', values: [parts.dedup ?? account] }],
    },
  };
}

/** A clock that stands still until it is told to go on. */
export class TestClock {
  constructor(public micros = (HOUR + 30 * MINUTE) * 1000) {}

  nowMicros(): number {
    return this.micros;
  }

  pass(seconds: number): void {
    this.micros += seconds * 1_000_000;
  }
}

/** Remembers what it was given; `answer` may refuse, or throw. */
export class TestNotifier implements Notifier {
  readonly seen: Notification[] = [];
  answer: (notification: Notification) => Delivery = () => ({ outcome: 'sent' });

  async send(notification: Notification): Promise<Delivery> {
    this.seen.push(notification);
    return this.answer(notification);
  }
}

export const ROUTING: Routing = { routes: [], defaultChannels: ['pager'], language: 'en', timeZone: 'UTC' };
/** Far above what a test sends that is not about limits. */
export const NO_STORM: StormLimits = { burst: 1000, perHour: 1000, digestSeconds: 900 };

export interface World extends OutboxContext, RaiseContext {
  readonly store: MemoryKeyValueStore;
  readonly clock: TestClock;
  readonly notifier: TestNotifier;
  readonly worker: string;
}

export function newWorld(parts: Partial<World> = {}): World {
  return {
    store: new MemoryKeyValueStore(),
    clock: new TestClock(),
    notifier: new TestNotifier(),
    routing: ROUTING,
    storm: NO_STORM,
    suppressions: [],
    worker: 'worker-1',
    ...parts,
  };
}

export async function alertsIn({ store }: World): Promise<Alert[]> {
  return recordsIn<Alert>(store, keys.alerts);
}

export async function entriesIn({ store }: World): Promise<Entry[]> {
  return recordsIn<Entry>(store, keys.messages);
}

async function recordsIn<Kind>(store: MemoryKeyValueStore, prefix: string): Promise<Kind[]> {
  const found: Kind[] = [];
  for await (const { record } of readAll<Kind>(store, prefix)) {
    found.push(record);
  }
  return found;
}
