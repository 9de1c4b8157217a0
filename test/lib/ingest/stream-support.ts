import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { raiseAlerts } from '../../../lib/alerts/raise';
import { operatingRules } from '../../../lib/detections/operating-rules';
import type { DetectContext } from '../../../lib/ingest/detect-records';
import { streamCorrelation } from '../../../lib/ingest/stream-correlation';
import type { KinesisRecord } from '../../../lib/ingest/stream-record';
import type { JsonObject } from '../../../lib/json';
import { assemblePipeline } from '../../../lib/pipeline/assemble';
import { maskText } from '../../../lib/pipeline/mask/mask-text';
import { speedOfRule } from '../../../lib/sigma/speed';
import { SOURCES } from '../../../lib/sources';
import type { World } from '../alerts/support';
import { AWS, HEAD, resolved } from '../config/support';

const RULES = join(__dirname, '..', '..', '..', 'lib', 'detections');

/** The shipped rules as they operate. */
export const rules = operatingRules(
  readdirSync(RULES)
    .filter((name) => name.endsWith('.yml'))
    .map((name) => ({ path: name, text: readFileSync(join(RULES, name), 'utf8') })),
  {},
  '2026-11-23',
);

/** What both ways of the data share, as `openPipeline` opens it. */
export const pipeline = assemblePipeline(
  resolved(HEAD + AWS),
  { ...rules, sources: SOURCES, bundleVersion: rules.version, reference: { geo: [] } },
  { mask: true, detect: true },
);

export function detectingInto(world: World, more: Partial<DetectContext> = {}): DetectContext {
  return {
    sources: SOURCES,
    pipeline,
    isRealtime: (rule, { criticality }) => speedOfRule(rule, criticality) === 'realtime',
    correlation: streamCorrelation({
      correlations: rules.correlations,
      bundleVersion: rules.version,
      store: world.store,
      clock: world.clock,
    }),
    tell: (findings) => raiseAlerts(findings, world),
    cleanText: maskText,
    ...more,
  };
}

/** A CloudTrail record as EventBridge has it. */
export function eventBridge(detail: JsonObject): Buffer {
  const type = detail.eventName === 'ConsoleLogin' ? 'AWS Console Sign In' : 'AWS API Call';
  const event = {
    version: '0',
    id: detail.eventID,
    'detail-type': `${type} via CloudTrail`,
    source: 'aws.cloudtrail',
    account: detail.recipientAccountId,
    time: detail.eventTime,
    region: detail.awsRegion,
    resources: [],
    detail,
  };
  return Buffer.from(JSON.stringify(event));
}

/** Lines of a log group as a subscription sends them. */
export function subscription(messages: readonly string[], logGroup = 'aws-cloudtrail-logs'): Buffer {
  const message = {
    messageType: 'DATA_MESSAGE',
    owner: '111111111111',
    logGroup,
    logStream: 'one',
    subscriptionFilters: ['acme-logs'],
    logEvents: messages.map((one, index) => ({
      id: String(index).padStart(56, '3'),
      timestamp: 1_688_990_000_000,
      message: one,
    })),
  };
  return gzipSync(JSON.stringify(message));
}

/** Payloads as records of a stream, in its order. */
export function kinesis(payloads: readonly Uint8Array[]): KinesisRecord[] {
  return payloads.map((data, index) => ({
    eventID: `shardId-000000000000:${49_000 + index}`,
    kinesis: {
      sequenceNumber: String(49_000 + index),
      data: Buffer.from(data).toString('base64'),
      approximateArrivalTimestamp: 1_723_458_600.5 + index,
    },
  }));
}
