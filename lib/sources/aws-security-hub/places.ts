import { object } from '../../json';
import { ACTION_PLACES } from '../aws/finding/action-places';
import { portNumber } from '../aws/finding/remote';
import { timeOf } from '../aws/finding/time';
import { fieldPathsOf, integer, type Places, readAt, textsAt } from '../shared/places';
import { severityLabel } from './status';

/**
 * Where a finding's attributes go; what is not listed stays in `unmapped` under the AWS Security Finding Format's own
 * names. Source: AWS Security Hub User Guide, AWS Security Finding Format (ASFF).
 */
export const PLACES: Places = new Map([
  ...textsAt(
    ['SchemaVersion', 'metadata.log_version'],
    ['AwsAccountId', 'cloud.account.uid'],
    ['AwsAccountName', 'cloud.account.name'],
    ['Region', 'cloud.region'],
    ['Id', 'finding_info.uid', 'finding_info.uid_alt'],
    ['Title', 'finding_info.title'],
    ['Description', 'finding_info.desc'],
    ['SourceUrl', 'finding_info.src_url'],
    ['GeneratorId', 'finding_info.analytic.uid'],
    ['ProductArn', 'finding_info.product.uid'],
    ['ProductName', 'finding_info.product.name'],
    ['CompanyName', 'finding_info.product.vendor_name'],
    ['UpdatedAt', 'metadata.original_time'],
    ['Workflow.Status', 'status_code'],
    ['Compliance.Status', 'compliance.status_code'],
    ['Compliance.SecurityControlId', 'compliance.control'],
    ['Compliance.AssociatedStandards[].StandardsId', 'compliance.standards'],
    ['Compliance.RelatedRequirements[]', 'compliance.requirements'],
    ['Compliance.StatusReasons[].ReasonCode', 'compliance.status_details'],
    ['Remediation.Recommendation.Text', 'remediation.desc'],
    ['Remediation.Recommendation.Url', 'remediation.references'],
    ['Resources[].Id', 'resources.uid'],
    ['Resources[].Type', 'resources.type'],
    ['Resources[].Region', 'resources.region'],
    ['Resources[].Partition', 'resources.cloud_partition'],
    ['Vulnerabilities[].Id', 'vulnerabilities.cve.uid', 'vulnerabilities.advisory.uid'],
    ['Vulnerabilities[].ReferenceUrls[]', 'vulnerabilities.references'],
    ['Types[]', 'finding_info.types'],
    ['Network.SourceIpV4', 'evidences.src_endpoint.ip', 'evidences.src_endpoint.name'],
    ['Network.SourceDomain', 'evidences.src_endpoint.domain'],
    ['Network.DestinationIpV4', 'evidences.dst_endpoint.ip', 'evidences.dst_endpoint.name'],
    ['Network.DestinationDomain', 'evidences.dst_endpoint.domain'],
  ),
  ...readAt(
    timeOf,
    ['CreatedAt', 'finding_info.created_time'],
    ['FirstObservedAt', 'finding_info.first_seen_time'],
    ['LastObservedAt', 'finding_info.last_seen_time'],
  ),
  ...readAt(integer, ['Confidence', 'confidence_score']),
  ...readAt(
    portNumber,
    ['Network.SourcePort', 'evidences.src_endpoint.port'],
    ['Network.DestinationPort', 'evidences.dst_endpoint.port'],
  ),
  ...readAt(severityLabel, ['Severity.Label', 'severity']),
  ...readAt(object, ['Resources[].Details', 'resources.data']),
  ...ACTION_PLACES.map(([name, place]) => [`Action.${capitalised(name)}`, place] as const),
]);

function capitalised(path: string): string {
  return path.replace(/(^|\.)[a-z]/g, (start) => start.toUpperCase());
}

/** The places of a finding of another class than Compliance Finding, which has none for a control. */
export const PLACES_WITHOUT_CONTROL: Places = new Map(
  [...PLACES].filter(([name]) => !name.startsWith('Compliance.')),
);

const FIELDS = fieldPathsOf(PLACES);

/** Attributes of a finding. */
const ATTRIBUTES: ReadonlySet<string> = new Set([
  ...[...FIELDS.keys()].map((path) => path.split('.', 1)[0] ?? ''),
  'Criticality',
  'FindingProviderFields',
  'GeneratorDetails',
  'Malware',
  'Note',
  'PatchSummary',
  'Process',
  'ProcessedAt',
  'ProductFields',
  'RecordState',
  'RelatedFindings',
  'Sample',
  'ThreatIntelIndicators',
  'Threats',
  'UserDefinedFields',
  'VerificationState',
  'WorkflowState',
]);

const DETAILS = 'Resources.Details.';

/** Where a field of ASFF's naming stands in the event; empty when a finding has no such attribute. */
export function asffPaths(field: string): readonly string[] {
  const paths = FIELDS.get(field);
  if (paths !== undefined) {
    return paths;
  }
  if (field.startsWith(DETAILS)) {
    return [`resources.data.${field.slice(DETAILS.length)}`];
  }
  return ATTRIBUTES.has(field.split('.', 1)[0] ?? '') ? [`unmapped.${field}`] : [];
}
