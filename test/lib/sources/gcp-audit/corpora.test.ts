import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../../../../lib/json';
import type { OcsfEvent } from '../../../../lib/ocsf/event';
import { errors } from '../../../../lib/ocsf/validate';
import { gcpAudit } from '../../../../lib/sources/gcp-audit/source';
import { describeWith, SHARED } from '../../../support/needs';
import { normalised } from '../azure-activity/normalised';

const FOLDER = join(SHARED, 'corpora', 'gcp-audit');

function records(): JsonObject[] {
  return readdirSync(FOLDER)
    .flatMap((file) => {
      const text = readFileSync(join(FOLDER, file), 'utf8');
      return (file.endsWith('.json') ? [text] : text.split('\n').filter(Boolean)).map(
        (body) => JSON.parse(body) as JsonObject,
      );
    })
    .filter(isObject);
}

const audit = (record: JsonObject) => isObject(record.protoPayload) || isObject(record.protopayload);
/** Well-formed: an audit entry with a time. The collection's stubs have none. */
const wellFormed = (record: JsonObject) => audit(record) && typeof record.timestamp === 'string';

/** What a reader of the vendor's documentation would extract, written without the mapping. */
function expected(raw: JsonObject) {
  const flat = JSON.stringify(raw);
  const first = (pattern: RegExp) => pattern.exec(flat)?.[1];
  const code = first(/"status":\{[^}]*"code":(\d+)/);
  return {
    who: first(/"principalEmail":"([^"]+)"/) ?? first(/"principalSubject":"(?:\w+:)?([^"]+)"/),
    operation: first(/"methodName":"([^"]+)"/),
    address: first(/"callerI[pP]":"([\da-f.:]+)"/),
    account:
      first(/"labels":\{[^}]*"project_id":"([^"]+)"/) ??
      first(/"log[nN]ame":"projects\/([^/"]+)/) ??
      first(/"resourceName":"projects\/([^/"_]+)/),
    status: code === undefined ? 1 : 2,
    uid: first(/"insert[iI]d":"([^"]+)"/),
    time: Date.parse(`${String(raw.timestamp).replace(' ', 'T').slice(0, 23).replace('Z', '')}Z`),
  };
}

function found(event: OcsfEvent | undefined, raw: JsonObject) {
  const operation = event?.api?.operation;
  return {
    who: event?.actor?.user?.name,
    operation: operation === 'Unknown' ? undefined : operation,
    address: event?.src_endpoint?.ip,
    account: event?.cloud?.account?.uid,
    status: event?.status_id,
    uid: raw.insertId === undefined && raw.insertid === undefined ? undefined : event?.metadata.uid,
    time: event?.time,
  };
}

describeWith(['shared'], 'the collection of real audit entries', () => {
  test('every well-formed entry is recognised and becomes one valid API Activity event', () => {
    const good = records().filter(wellFormed);

    const bad = good.filter((record) => {
      const { events } = normalised(gcpAudit, record);
      return !gcpAudit.recognise(record) || events[0]?.class_uid !== 6003 || errors(events[0]).length > 0;
    });

    expect(good.length).toBeGreaterThan(80);
    expect(bad).toEqual([]);
  });

  test('entries with another payload become Base Events, few of them', () => {
    const all = records();
    const others = all.filter((record) => !audit(record) && typeof record.timestamp === 'string');

    const classes = others.map((record) => normalised(gcpAudit, record).events[0]?.class_uid);

    expect(classes).toEqual(others.map(() => 0));
    expect(others.length / all.length).toBeLessThan(0.03);
  });

  test('who, operation, address, account, status, id and time equal an independent extraction', () => {
    const good = records().filter(wellFormed);

    expect(good.map((raw) => found(normalised(gcpAudit, raw).events[0], raw))).toEqual(good.map(expected));
  });

  test('little is left unmapped', () => {
    const events = records()
      .filter(wellFormed)
      .flatMap((record) => normalised(gcpAudit, record).events);
    const bytes = (value: unknown) => (value === undefined ? 0 : JSON.stringify(value).length);

    const share = events.reduce((sum, event) => sum + bytes(event.unmapped), 0) / bytes(events);

    expect(share).toBeLessThan(0.15);
  });
});
