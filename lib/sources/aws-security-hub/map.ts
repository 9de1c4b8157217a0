import { isObject, type JsonObject, list, object, text } from '../../json';
import { classify, pair } from '../../ocsf/build';
import type { FindingInfo, OcsfEvent, Remediation, ResourceDetails } from '../../ocsf/event';
import { toMillis } from '../../time';
import { awsAccount } from '../aws/account';
import { contentUid } from '../aws/content-uid';
import { guardDutyId } from '../aws/finding/guardduty-id';
import { timeOf } from '../aws/finding/time';
import { integer, unplacedOf } from '../shared/places';
import { UNKNOWN } from '../shared/unknown';
import { complianceOf, texts } from './compliance';
import { findingEvidences } from './evidence';
import { metadataOf } from './metadata';
import { isCopy, productName } from './origin';
import { PLACES, PLACES_WITHOUT_CONTROL } from './places';
import { activityId, isOver, severityOf, statusOf } from './status';
import { vulnerabilitiesOf } from './vulnerabilities';

const RULE = pair('analytic', 'type_id', 1);

/**
 * The event of one state of an ASFF finding: a Vulnerability Finding when it names vulnerabilities, a Compliance
 * Finding when it is of a control, else a Detection Finding. A state that people set (workflow, severity) leaves the
 * provider's `UpdatedAt` as it is, so they are part of the event's uid.
 */
export function mapFinding(finding: JsonObject, micros: number): OcsfEvent {
  const vulnerabilities = vulnerabilitiesOf(finding);
  const compliance = vulnerabilities === undefined ? complianceOf(finding) : undefined;
  const classUid = vulnerabilities ? 2002 : compliance ? 2003 : 2004;
  const status = statusOf(finding);
  const uid = guardDutyId(text(finding.Id)) ?? text(finding.Id) ?? contentUid(finding);
  const account = awsAccount(text(finding.AwsAccountId));
  const resources = list(finding.Resources).filter(isObject).map(resourceOf);
  return {
    ...classify(classUid, activityId(finding, status)),
    ...severityOf(finding),
    ...status,
    status_code: text(object(finding.Workflow)?.Status),
    is_alert: classUid === 2004 ? !isOver(status) && !isCopy(finding) : undefined,
    time: toMillis(micros),
    message: text(finding.Title),
    confidence_score: integer(finding.Confidence),
    metadata: metadataOf(stateOf(finding, uid, micros), text(finding.UpdatedAt), text(finding.SchemaVersion)),
    cloud: {
      provider: 'AWS',
      region: text(finding.Region),
      account: account && { ...account, name: text(finding.AwsAccountName) },
    },
    finding_info: infoOf(finding, uid),
    compliance,
    vulnerabilities,
    remediation: remediationOf(finding),
    evidences: classUid === 2002 ? undefined : findingEvidences(finding),
    resources: resources.length > 0 ? resources : undefined,
    unmapped: unplacedOf(finding, compliance ? PLACES : PLACES_WITHOUT_CONTROL),
  };
}

/** What tells states of one finding apart. */
function stateOf(finding: JsonObject, uid: string, micros: number): readonly unknown[] {
  const set = [object(finding.Workflow)?.Status, finding.RecordState, object(finding.Severity)?.Label];
  return [uid, text(finding.ProductArn), micros, ...set, object(finding.Note)?.UpdatedAt];
}

function infoOf(finding: JsonObject, uid: string): FindingInfo {
  const arn = text(finding.Id);
  const generator = text(finding.GeneratorId);
  const product = { name: productName(finding), uid: text(finding.ProductArn) };
  return {
    uid,
    uid_alt: arn === uid ? undefined : arn,
    title: text(finding.Title),
    desc: text(finding.Description),
    types: texts(list(finding.Types)),
    analytic: generator === undefined ? undefined : { ...RULE, uid: generator },
    product:
      product.name === undefined && product.uid === undefined
        ? undefined
        : { ...product, vendor_name: text(finding.CompanyName) },
    created_time: timeOf(finding.CreatedAt),
    modified_time: timeOf(finding.UpdatedAt),
    first_seen_time: timeOf(finding.FirstObservedAt),
    last_seen_time: timeOf(finding.LastObservedAt),
    src_url: text(finding.SourceUrl),
  };
}

function remediationOf(finding: JsonObject): Remediation | undefined {
  const { Text, Url } = object(object(finding.Remediation)?.Recommendation) ?? {};
  const desc = text(Text) ?? text(Url);
  return desc === undefined ? undefined : { desc, references: texts([Url]) };
}

function resourceOf(resource: JsonObject): ResourceDetails {
  const uid = text(resource.Id);
  return {
    uid,
    name: uid === undefined ? UNKNOWN : undefined,
    type: text(resource.Type),
    region: text(resource.Region),
    cloud_partition: text(resource.Partition),
    data: object(resource.Details),
  };
}
