import { isObject, type JsonObject, object } from '../../json';
import { envelopeOf, type OpenEnvelope, type Part } from './part';

const VIA_CLOUDTRAIL = / via CloudTrail$/;

/**
 * The records in an EventBridge event's `detail`: CloudTrail's event, or findings, which get the event's account,
 * region and time where they lack their own. Events of other services stay whole: their account, region and time stand
 * in the envelope only, so it is a part of the record there. Sources: EventBridge events of GuardDuty, Security Hub CSPM
 * and Security Hub.
 */
export const openEventBridge: OpenEnvelope = (event, text) => {
  const { detail } = event;
  const type = event['detail-type'];
  if (typeof type !== 'string' || !isObject(detail)) {
    return undefined;
  }
  const envelope = envelopeOf(event, {
    eventBridgeId: 'id',
    detailType: 'detail-type',
    account: 'account',
    region: 'region',
  });
  const records = recordsOf(type, event, detail);
  return records?.length === 0
    ? [{ kind: 'skip', skip: 'no_findings', text, envelope }]
    : records?.map(
        (record): Part => ({ kind: 'value', value: record, text: JSON.stringify(record), envelope }),
      );
};

function recordsOf(type: string, event: JsonObject, detail: JsonObject): readonly JsonObject[] | undefined {
  const { account, region, time } = event;
  if (VIA_CLOUDTRAIL.test(type)) {
    return [detail];
  }
  switch (type) {
    case 'GuardDuty Finding':
      return [filled(detail, { accountId: account, region, updatedAt: time })];
    case 'Security Hub Findings - Imported':
      return findings(detail, (finding) =>
        filled(finding, { AwsAccountId: account, Region: region, UpdatedAt: time }),
      );
    case 'Findings Imported V2':
      return findings(detail, (finding) => {
        const cloud = filled(object(finding.cloud) ?? {}, { account: { uid: account }, region });
        return { ...filled(finding, finding.time === undefined ? { time_dt: time } : {}), cloud };
      });
    default:
      return undefined;
  }
}

/** Undefined when there is no list of objects: the event then stays whole. */
function findings(detail: JsonObject, toRecord: (finding: JsonObject) => JsonObject) {
  const found = detail.findings;
  return Array.isArray(found) && found.every(isObject) ? found.map(toRecord) : undefined;
}

/** The object with what it lacks. */
function filled(record: JsonObject, fills: JsonObject): JsonObject {
  const lacking = Object.entries(fills).filter(([name]) => (record[name] ?? undefined) === undefined);
  return { ...record, ...Object.fromEntries(lacking) };
}
