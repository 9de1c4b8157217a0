import { isObject, type JsonValue } from '../../json';
import type { Frame } from '../frame/frame';
import { isDeeperThan, parseExact } from '../frame/parse';
import { type Envelope, flawedItem, type Item, recordItem, skippedItem } from '../item';
import { openCloudWatchLogs } from './cloudwatch-logs';
import { openEventBridge } from './event-bridge';
import { openLoggedText } from './logged-text';
import { openLookupEvent } from './lookup-events';
import { openNotification, openQueueMessage } from './messages';
import { openLogEvent, openPage } from './page';
import type { OpenEnvelope, Part } from './part';
import { openFirehoseRecord, openKinesisRecord, openLambdaLogs, openPubSubPush } from './payloads';

const OPENERS: readonly OpenEnvelope[] = [
  openCloudWatchLogs,
  openLookupEvent,
  openEventBridge,
  openLambdaLogs,
  openKinesisRecord,
  openFirehoseRecord,
  openPubSubPush,
  openPage,
  openLogEvent,
  openQueueMessage,
  openNotification,
];

type Context = Pick<Frame, 'limits' | 'readPayload' | 'index'>;

/** The records in a record's envelope, numbered from `index` on; undefined when it has none. */
export function openEnvelopes(value: JsonValue, text: string, context: Context): readonly Item[] | undefined {
  const parts = typeof value === 'string' ? openLoggedText(value) : partsOf(value, text);
  if (parts === undefined) {
    return undefined;
  }
  const items: Item[] = [];
  addParts(items, parts, context, {}, context.limits.maxEnvelopes);
  return items;
}

function partsOf(value: JsonValue, text: string): readonly Part[] | undefined {
  // The commonest records are told from envelopes by one look.
  if (
    !isObject(value) ||
    value.eventName !== undefined ||
    value.logName !== undefined ||
    value.operationName !== undefined
  ) {
    return undefined;
  }
  for (const open of OPENERS) {
    const parts = open(value, text);
    if (parts !== undefined) {
      return parts;
    }
  }
  return undefined;
}

// Calls itself at most `levels` deep.
function addParts(
  items: Item[],
  parts: readonly Part[],
  context: Context,
  outer: Envelope,
  levels: number,
): void {
  for (const part of parts) {
    // What is within an envelope cannot say otherwise than the envelope: a program may log anything.
    const envelope = { ...part.envelope, ...outer };
    const index = context.index + items.length;
    if (part.kind === 'flaw') {
      items.push(flawedItem(index, part.flaw, part.text, envelope));
    } else if (part.kind === 'skip') {
      items.push(skippedItem(index, part.skip, part.text, envelope));
    } else if (part.kind === 'payload') {
      addPayload(items, part.base64, context, envelope, levels);
    } else {
      addValue(items, part, context, envelope, levels);
    }
  }
}

function addValue(
  items: Item[],
  part: Extract<Part, { kind: 'value' | 'text' }>,
  context: Context,
  envelope: Envelope,
  levels: number,
): void {
  const { text } = part;
  const value = part.kind === 'value' ? part.value : (jsonIn(text, context) ?? text);
  const inner = partsOf(value, text);
  const index = context.index + items.length;
  if (inner === undefined) {
    items.push(recordItem(index, value, text, envelope));
  } else if (levels === 0) {
    items.push(flawedItem(index, TOO_MANY, text, envelope));
  } else {
    addParts(items, inner, context, envelope, levels - 1);
  }
}

const TOO_MANY = 'too many envelopes within each other';

/** A message that is a JSON object; any other is a line of text. */
function jsonIn(text: string, { limits }: Context): JsonValue | undefined {
  const value = text.trimStart().startsWith('{') ? parseExact(text) : undefined;
  return value !== undefined && !isDeeperThan(text, limits.maxDepth) ? value : undefined;
}

function addPayload(
  items: Item[],
  base64: string,
  context: Context,
  envelope: Envelope,
  levels: number,
): void {
  if (levels === 0) {
    items.push(flawedItem(context.index + items.length, TOO_MANY, base64, envelope));
    return;
  }
  const limits = { ...context.limits, maxEnvelopes: levels - 1 };
  for (const item of context.readPayload(
    Buffer.from(base64, 'base64'),
    limits,
    context.index + items.length,
  )) {
    items.push({ ...item, envelope: { ...item.envelope, ...envelope } });
  }
}
