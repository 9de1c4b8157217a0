import { cloudTrailRecord } from '../../../../functions/local/demo/cloudtrail';
import { seeded } from '../../../../functions/local/demo/random';
import { operatingRules } from '../../../../lib/detections/operating-rules';
import type { IngestContext } from '../../../../lib/ingest/ingest-messages';
import { openLakeBatch } from '../../../../lib/ingest/lake-batch';
import type { Message } from '../../../../lib/ingest/receive';
import type { Versions } from '../../../../lib/lake/batch/records';
import type { OcsfEvent } from '../../../../lib/ocsf/event';
import { assemblePipeline } from '../../../../lib/pipeline/assemble';
import { SOURCES } from '../../../../lib/sources';
import type { MemoryStore } from '../../../support/memory-store';
import { AWS, HEAD, resolved } from '../../config/support';

const rule = (name: string, call: string) => `title: ${name}
id: 0a1b2c3d-0000-4000-8000-00000000000${call.length % 10}
name: ${name}
status: test
level: high
logsource: { product: aws, service: cloudtrail }
detection: { selection: { eventName: ${call} }, condition: selection }
`;
const TWICE = `title: twice
id: 0a1b2c3d-0000-4000-8000-0000000000ff
status: test
level: high
correlation: { type: event_count, rules: [stopped], group-by: [recipientAccountId], timespan: 1h, condition: { gte: 2 }, generate: true }
`;

/** Rules as they were, and as they are now: one is gone, one is new, a correlation is new. */
export const RULES = {
  before: [rule('started', 'StartLogging')],
  now: [rule('stopped', 'StopLogging'), TWICE],
} as const;

const PLATFORM = resolved(HEAD + AWS);

/** The lake's own way of making a batch, under some rules; what it tells of is kept. */
export function contextUnder(
  store: MemoryStore,
  files: readonly string[],
  raw: (rawKey: string) => string,
): { readonly context: IngestContext; readonly told: OcsfEvent[] } {
  const rules = operatingRules(
    files.map((text, index) => ({ path: `${index}.yml`, text })),
    {},
    '2024-08-12',
  );
  const told: OcsfEvent[] = [];
  const versions: Versions = {
    release: '1',
    config: 'c',
    rules: rules.version,
    reference: 'r',
    tokenKey: '-',
  };
  const parts = { ...rules, sources: SOURCES, bundleVersion: rules.version, reference: { geo: [] } };
  const shared = {
    lake: store,
    sources: SOURCES,
    versions,
    readRaw: async function* (rawKey: string) {
      yield Buffer.from(raw(rawKey));
    },
    pipeline: assemblePipeline(PLATFORM, parts, { mask: true, detect: true }),
    correlating: { correlations: rules.correlations, bundleVersion: rules.version },
    cleanText: (text: string) => text,
  };
  const context: IngestContext = {
    versions,
    limits: { members: 2, bytes: 1_000_000 },
    mayContinue: () => true,
    open: ({ alerts }) =>
      openLakeBatch({ ...shared, tell: async (findings) => (alerts ? told.push(...findings) : 0) }),
  };
  return { context, told };
}

/** A raw object's log: two calls, some minutes apart. */
export function logOf(rawKey: string): string {
  const minute = Number(/(\d+)\?/.exec(rawKey)?.[1] ?? 0);
  const random = seeded(minute);
  const call = (eventName: string, second: number) =>
    cloudTrailRecord(random, Date.UTC(2024, 7, 12, 10, minute, second), {
      eventSource: 'cloudtrail.amazonaws.com',
      eventName,
      readOnly: false,
      recipientAccountId: '111111111111',
      requestParameters: { name: 'acme' },
    });
  return JSON.stringify({ Records: [call('StartLogging', 1), call('StopLogging', 2)] });
}

export function created(key: string, bucket = 'raw'): Message {
  const body = JSON.stringify({
    'detail-type': 'Object Created',
    time: '2024-08-12T10:30:00Z',
    detail: { bucket: { name: bucket }, object: { key, size: 10, 'version-id': 'v1' } },
  });
  return { messageId: key, body };
}
