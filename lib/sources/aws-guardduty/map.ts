import { type JsonObject, number, object, text } from '../../json';
import { classify, pair, severity } from '../../ocsf/build';
import type { Cloud, Evidences, FindingInfo, OcsfEvent } from '../../ocsf/event';
import { formatMicros, toMillis } from '../../time';
import { awsAccount } from '../aws/account';
import { contentUid } from '../aws/content-uid';
import { evidencesOf } from '../aws/finding/action';
import { timeOf } from '../aws/finding/time';
import { integer, unplacedOf } from '../shared/places';
import { actorOf, processOf } from './actor';
import { attacksOf } from './attacks';
import { consoleUrl } from './console-url';
import { PLACES } from './places';
import { machineOf, resourcesOf } from './resources';
import { sequenceEvidences, sequenceOf, sequenceResources, sequenceSignals } from './sequence';

const CREATE = classify(2004, 1);
const UPDATE = classify(2004, 2);
const CLOSE = classify(2004, 3);
const NEW = pair('detection_finding', 'status_id', 1);
const ARCHIVED = pair('detection_finding', 'status_id', 5);

/**
 * The Detection Finding of one state of a GuardDuty finding. Every update is an event of its own, of the same
 * `finding_info.uid`: its own uid is the finding's with the time of the update, so that the export to S3 and
 * EventBridge, which both tell of it, make one event.
 */
export function mapFinding(finding: JsonObject, micros: number): OcsfEvent {
  const service = object(finding.service);
  const resource = object(finding.resource);
  const sequence = sequenceOf(service);
  const uid = findingUid(finding);
  const archived = service?.archived === true;
  const resources = [...resourcesOf(resource, text(finding.region)), ...sequenceResources(sequence)];
  const evidences = [...evidencesOfFinding(service, resource), ...sequenceEvidences(sequence)];
  return {
    ...activityOf(finding, micros, archived),
    ...severity(severityOf(number(finding.severity))),
    ...(archived ? ARCHIVED : NEW),
    is_alert: !archived,
    time: toMillis(micros),
    message: text(finding.title),
    count: integer(service?.count),
    confidence_score: integer(finding.confidence),
    metadata: {
      version: '1.5.0',
      product: { name: 'GuardDuty', vendor_name: 'AWS' },
      profiles: ['cloud'],
      uid: `${uid}/${formatMicros(micros)}`,
      log_version: text(finding.schemaVersion),
      original_time: text(finding.updatedAt),
    },
    cloud: cloudOf(finding),
    finding_info: { ...infoOf(finding, uid), related_events: sequenceSignals(sequence) },
    evidences: evidences.length > 0 ? evidences : undefined,
    resources: resources.length > 0 ? resources : undefined,
    unmapped: unplacedOf(finding, PLACES),
  };
}

/** The finding's id; of one that lost it, the end of its ARN, or a hash of its content. */
function findingUid(finding: JsonObject): string {
  return text(finding.id) ?? text(text(finding.arn)?.split('/').pop()) ?? contentUid(finding);
}

function activityOf(finding: JsonObject, micros: number, archived: boolean) {
  if (archived) {
    return CLOSE;
  }
  return timeOf(finding.createdAt) === toMillis(micros) ? CREATE : UPDATE;
}

/** Source: Amazon GuardDuty User Guide, severity levels of findings. */
function severityOf(value: number | undefined): 0 | 2 | 3 | 4 | 5 {
  if (value === undefined || value <= 0 || value > 10) {
    return 0;
  }
  return value >= 9 ? 5 : value >= 7 ? 4 : value >= 4 ? 3 : 2;
}

function cloudOf(finding: JsonObject): Cloud {
  return {
    provider: 'AWS',
    account: awsAccount(text(finding.accountId)),
    region: text(finding.region),
    cloud_partition: text(finding.partition),
  };
}

function infoOf(finding: JsonObject, uid: string): FindingInfo {
  const service = object(finding.service);
  const type = text(finding.type);
  return {
    uid,
    uid_alt: text(finding.arn),
    title: text(finding.title),
    desc: text(finding.description),
    types: type === undefined ? undefined : [type],
    attacks: attacksOf(type, sequenceOf(service)),
    created_time: timeOf(finding.createdAt),
    modified_time: timeOf(finding.updatedAt),
    first_seen_time: timeOf(service?.eventFirstSeen),
    last_seen_time: timeOf(service?.eventLastSeen),
    src_url: consoleUrl(finding),
  };
}

function evidencesOfFinding(service: JsonObject | undefined, resource: JsonObject | undefined): Evidences[] {
  const [first, ...others] = evidencesOf(object(service?.action), {
    actor: () => actorOf(resource),
    machine: () => machineOf(resource),
  });
  const process = processOf(service);
  return first === undefined ? (process ? [{ process }] : []) : [{ ...first, process }, ...others];
}
