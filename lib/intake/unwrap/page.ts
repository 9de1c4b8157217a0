import { isObject, type JsonObject, type JsonValue } from '../../json';
import { envelopeOf, type OpenEnvelope, type Part } from './part';

/**
 * A page of an API's answer, or a batch within a batch: its elements are the records. Known by what stands beside the
 * array, since members of these names occur in records too. Sources: Azure Monitor activity log REST API (`value`,
 * `nextLink`); Event Hubs messages in one array (`records`); CloudWatch Logs FilterLogEvents and GetLogEvents (`events`).
 */
export const openPage: OpenEnvelope = (record) => {
  const elements =
    azurePage(record) ?? only(record, 'records') ?? only(record, 'Records') ?? logEvents(record.events);
  return elements?.map((value): Part => ({ kind: 'value', value, text: JSON.stringify(value) ?? '' }));
};

function azurePage(record: JsonObject): readonly JsonValue[] | undefined {
  const values = objects(record.value);
  return values && Object.keys(record).every(isOfPage) ? values : undefined;
}

function isOfPage(key: string): boolean {
  return key === 'value' || key === 'nextLink' || key.startsWith('@odata.');
}

function only(record: JsonObject, member: string): readonly JsonValue[] | undefined {
  const values = objects(record[member]);
  return values && Object.keys(record).length === 1 ? values : undefined;
}

function logEvents(events: JsonValue): readonly JsonValue[] | undefined {
  const values = objects(events);
  return values?.every(isLogEvent) ? values : undefined;
}

function objects(value: JsonValue): readonly JsonValue[] | undefined {
  return Array.isArray(value) && value.length > 0 && value.every(isObject) ? value : undefined;
}

function isLogEvent(value: JsonValue): boolean {
  return isObject(value) && typeof value.message === 'string' && typeof value.timestamp === 'number';
}

/** An event of such a page: what was logged is its `message`. */
export const openLogEvent: OpenEnvelope = (record) =>
  isLogEvent(record) && 'ingestionTime' in record && typeof record.message === 'string'
    ? [
        {
          kind: 'text',
          text: record.message.replace(/[\r\n]+$/, ''),
          envelope: envelopeOf(record, {
            timestamp: 'timestamp',
            logEvent: 'eventId',
            logStream: 'logStreamName',
          }),
        },
      ]
    : undefined;
