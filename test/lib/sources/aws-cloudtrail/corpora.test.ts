import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { isObject, type JsonObject, type JsonValue, list, object } from '../../../../lib/json';
import { errors } from '../../../../lib/ocsf/validate';
import { awsCloudTrail } from '../../../../lib/sources/aws-cloudtrail/source';
import { describeWith, SHARED } from '../../../support/needs';
import { onlyEvent, valueAt } from '../aws/normalise';

const AWS_RULES = [join(SHARED, 'sigma/rules/cloud/aws'), join(SHARED, 'sigma/rules-placeholder/cloud/aws')];

/** Every CloudTrail record of the collection, read by code that shares nothing with the project's own reader. */
function realRecords(): JsonObject[] {
  const folder = join(SHARED, 'corpora', 'aws-cloudtrail');
  const delivered = readdirSync(folder).flatMap((name) => {
    const bytes = readFileSync(join(folder, name));
    const document = JSON.parse(String(name.endsWith('.gz') ? gunzipSync(bytes) : bytes));
    return list(Array.isArray(document) ? document : document.Records);
  });
  const lookedUp = readFileSync(join(SHARED, 'corpora', 'cloudtrail', 'plaso-aws_cloudtrail.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): JsonValue => JSON.parse(JSON.parse(line).CloudTrailEvent));
  return [...delivered, ...lookedUp].filter(isObject);
}

/** Who, what, from where, whose account, how it ended and when: said anew from CloudTrail's documentation. */
function expectedOf(record: JsonObject) {
  const identity = object(record.userIdentity) ?? {};
  const issuer = object(object(identity.sessionContext)?.sessionIssuer);
  const failed = Boolean(record.errorCode) || Boolean(record.errorMessage);
  const login = object(record.responseElements)?.ConsoleLogin;
  return {
    who: [identity.userName ?? issuer?.userName ?? identity.invokedBy, identity.arn],
    operation: record.eventName,
    service: record.eventSource,
    address: record.sourceIPAddress,
    account: record.recipientAccountId,
    status: failed || login === 'Failure' ? 'Failure' : 'Success',
    time: Date.parse(String(record.eventTime)),
    uid: record.eventID,
    class: record.eventName === 'ConsoleLogin' ? 3002 : 6003,
  };
}

function actualOf(event: JsonObject) {
  const from = object(event.src_endpoint) ?? {};
  return {
    who: [valueAt(event, 'actor.user.name'), valueAt(event, 'actor.user.uid')],
    operation: valueAt(event, 'api.operation'),
    service: valueAt(event, 'api.service.name'),
    address: from.ip ?? from.svc_name ?? from.name,
    account: valueAt(event, 'cloud.account.uid'),
    status: event.status,
    time: event.time,
    uid: valueAt(event, 'metadata.uid'),
    class: event.class_uid,
  };
}

/** Field names of a rule's detection, without modifiers. */
function fieldsOf(detection: JsonValue): string[] {
  if (Array.isArray(detection)) {
    return detection.flatMap(fieldsOf);
  }
  return isObject(detection) ? Object.keys(detection).map((key) => key.split('|')[0] ?? '') : [];
}

function ruleFields(): string[] {
  const files = AWS_RULES.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yml'))
      .map((name) => join(folder, name)),
  );
  const fields = files.flatMap((file) => {
    const { condition, ...searches } = parse(readFileSync(file, 'utf8')).detection;
    return Object.values(searches as JsonObject).flatMap(fieldsOf);
  });
  return [...new Set(fields)].sort();
}

describeWith(['shared'], 'real CloudTrail records', () => {
  let records: JsonObject[] = [];
  let pairs: { raw: JsonObject; event: JsonObject }[] = [];
  beforeAll(() => {
    records = realRecords();
    pairs = records.map((raw) => ({ raw, event: onlyEvent(awsCloudTrail, raw) }));
  });

  it('are recognised, every one, and become valid events', () => {
    expect(records.length).toBeGreaterThan(1900);
    expect(records.filter((record) => !awsCloudTrail.recognise(record))).toEqual([]);
    expect(pairs.flatMap(({ event }) => errors(event))).toEqual([]);
  });

  it('say who, what, from where, which account, how it ended and when', () => {
    const differing = pairs
      .map(({ raw, event }) => ({ expected: expectedOf(raw), actual: actualOf(event) }))
      .filter(({ expected, actual }) => JSON.stringify(expected) !== JSON.stringify(actual));

    expect(differing.slice(0, 3)).toEqual([]);
  });

  it('keep less than a sixth of their bytes unmapped, and none is a Base Event', () => {
    const bytes = (value: JsonValue) => JSON.stringify(value ?? null).length;
    const unmapped = pairs.reduce((sum, { event }) => sum + bytes(event.unmapped), 0);
    const all = pairs.reduce((sum, { event }) => sum + bytes(event), 0);

    expect(unmapped / all).toBeLessThan(1 / 6);
    expect(pairs.filter(({ event }) => event.class_uid === 0)).toEqual([]);
  });

  it('have the values of all fields that rules for AWS name', () => {
    const fields = ruleFields();
    const differing = fields.flatMap((field) => {
      const paths = awsCloudTrail.fieldPaths(field);
      const native = records.some((record) => valueAt(record, field) !== undefined);
      return pairs
        .map(({ raw, event }) => ({
          field,
          expected: valueAt(raw, field) ?? undefined,
          found: paths.map((path) => valueAt(event, path)).find((value) => value !== undefined),
        }))
        .filter(({ expected, found }) => native && JSON.stringify(expected) !== JSON.stringify(found));
    });

    expect(fields).toContain('userIdentity.arn');
    expect(fields.filter((field) => awsCloudTrail.fieldPaths(field).length === 0)).toEqual([]);
    expect(differing.slice(0, 3)).toEqual([]);
  });

  it('give one event by every delivery', () => {
    for (const { raw, event } of pairs.filter((_, index) => index % 20 === 0)) {
      const lookup = { EventId: raw.eventID, CloudTrailEvent: JSON.stringify(raw) };
      const bridge = { 'detail-type': 'AWS API Call via CloudTrail', detail: raw };

      expect(onlyEvent(awsCloudTrail, lookup)).toEqual(event);
      expect(onlyEvent(awsCloudTrail, bridge)).toEqual(event);
    }
  });
});
