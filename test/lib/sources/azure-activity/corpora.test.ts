import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../../../../lib/json';
import type { OcsfEvent } from '../../../../lib/ocsf/event';
import { errors } from '../../../../lib/ocsf/validate';
import { azureActivity } from '../../../../lib/sources/azure-activity/source';
import { describeWith, SHARED } from '../../../support/needs';
import { normalised } from './normalised';

const FOLDER = join(SHARED, 'corpora', 'azure-activity');

function records(): JsonObject[] {
  const bodies = readdirSync(FOLDER).flatMap((file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    return (file.endsWith('.json') ? [text] : text.split('\n').filter(Boolean)).map(
      (body) => JSON.parse(body) as JsonObject,
    );
  });
  return bodies.flatMap((body) => (Array.isArray(body.records) ? body.records : [body])).filter(isObject);
}

/** Well-formed: it says when and what. The collection's Kubernetes records and one stub say no time at all. */
const wellFormed = (record: JsonObject) => (record.time ?? record.event_timestamp) !== undefined;

/** What a reader of the vendor's documentation would extract, written without the mapping. */
function expected(raw: JsonObject) {
  const flat = JSON.stringify(raw);
  const first = (pattern: RegExp) => pattern.exec(flat)?.[1];
  const soap = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';
  const who =
    first(/"caller":"([^"]+)"/) ??
    first(new RegExp(`"${soap}upn":"([^"]+)"`)) ??
    first(new RegExp(`"${soap}name":"([^"]+)"`)) ??
    first(new RegExp(`"${soap}emailaddress":"([^"]+)"`)) ??
    first(/"claims":\{[^}]*"name":"([^"]+)"/) ??
    first(/identity\/claims\/objectidentifier":"([^"]+)"/) ??
    (/"principalType":"group"/i.test(flat) ? undefined : first(/"principalId":"([^"]+)"/));
  const result = first(/"(?:resultType|status)":(?:\{"value":)?"([^"]+)"/) ?? first(/"statusCode":(\d+)/);
  return {
    who,
    operation: first(/"operation_?[nN]ame":(?:\{"value":)?"([^"]+)"/),
    address: first(/"(?:callerIpAddress|client_ip_address)":"([\d.]+)/),
    account: first(/"resource_?[iI]d":"\/subscriptions\/([^/"]+)/i)?.toLowerCase(),
    status: result && (/^succ|^2\d\d$/i.test(result) ? 1 : /^fail|^[45]\d\d$/i.test(result) ? 2 : 99),
    time: Date.parse(first(/"(?:time|event_timestamp)":"([^"]{19}(?:\.\d{1,3})?)/)?.concat('Z') ?? ''),
  };
}

function found(event: OcsfEvent | undefined, raw: JsonObject) {
  return {
    who: event?.actor?.user?.name,
    operation: event?.api?.operation,
    address: event?.src_endpoint?.ip,
    account: event?.cloud?.account?.uid,
    status: (raw.resultType ?? raw.status ?? raw.statusCode) === undefined ? undefined : event?.status_id,
    time: event?.time,
  };
}

describeWith(['shared'], 'the collection of real activity records', () => {
  test('every well-formed record is recognised and becomes one valid API Activity event', () => {
    const good = records().filter(wellFormed);

    const bad = good.filter((record) => {
      const { events } = normalised(azureActivity, record);
      return (
        !azureActivity.recognise(record) || events[0]?.class_uid !== 6003 || errors(events[0]).length > 0
      );
    });

    expect(good.length).toBeGreaterThan(100);
    expect(bad).toEqual([]);
  });

  test('a partial record without a time is an event at time 0, not a guess', () => {
    const rest = records()
      .filter((record) => !wellFormed(record))
      .map((record) => normalised(azureActivity, record).events[0]?.time);

    expect(new Set(rest)).toEqual(new Set([0]));
  });

  test('who, operation, address, account, status and time equal an independent extraction', () => {
    const good = records().filter(wellFormed);

    expect(good.map((raw) => found(normalised(azureActivity, raw).events[0], raw))).toEqual(
      good.map(expected),
    );
  });

  test('little is left unmapped', () => {
    const events = records()
      .filter(wellFormed)
      .flatMap((record) => normalised(azureActivity, record).events);
    const bytes = (value: unknown) => (value === undefined ? 0 : JSON.stringify(value).length);

    const share = events.reduce((sum, event) => sum + bytes(event.unmapped), 0) / bytes(events);

    expect(share).toBeLessThan(0.1);
  });
});
