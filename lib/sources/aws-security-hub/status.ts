import { type JsonObject, number, object, text } from '../../json';
import { pair, severity } from '../../ocsf/build';

type Status = ReturnType<typeof pair<'status_id'>>;
type ActivityId = 1 | 2 | 3;

const UNKNOWN = pair('detection_finding', 'status_id', 0);
const ARCHIVED = pair('detection_finding', 'status_id', 5);
const SUPPRESSED = pair('detection_finding', 'status_id', 3);
const RESOLVED = pair('detection_finding', 'status_id', 4);

/** Source: ASFF, Workflow.Status; a customer sets all but NEW. */
const BY_WORKFLOW: ReadonlyMap<string, Status> = new Map([
  ['NEW', pair('detection_finding', 'status_id', 1)],
  ['NOTIFIED', pair('detection_finding', 'status_id', 2)],
  ['SUPPRESSED', SUPPRESSED],
  ['RESOLVED', RESOLVED],
]);

/** Archived says the finding's provider, and stands above what people did with it. Source: ASFF, RecordState. */
export function statusOf(finding: JsonObject): Status {
  return finding.RecordState === 'ARCHIVED'
    ? ARCHIVED
    : (BY_WORKFLOW.get(text(object(finding.Workflow)?.Status) ?? '') ?? UNKNOWN);
}

/** Whether nobody needs to look at a finding of this status any more. */
export function isOver({ status_id }: Status): boolean {
  return [SUPPRESSED, RESOLVED, ARCHIVED].some((over) => over.status_id === status_id);
}

/** Close once it is over, Create as long as it is as it was made, else Update: the ids are one for all finding classes. */
export function activityId(finding: JsonObject, status: Status): ActivityId {
  if (isOver(status)) {
    return 3;
  }
  return finding.CreatedAt === finding.UpdatedAt ? 1 : 2;
}

const BY_LABEL: ReadonlyMap<string, ReturnType<typeof severity>> = new Map([
  ['INFORMATIONAL', severity(1)],
  ['LOW', severity(2)],
  ['MEDIUM', severity(3)],
  ['HIGH', severity(4)],
  ['CRITICAL', severity(5)],
]);

/** OCSF's severity of a label; undefined for a label that is none. */
export function severityLabel(label: unknown): ReturnType<typeof severity> | undefined {
  return BY_LABEL.get(text(label) ?? '');
}

/** By its label, else by its normalized number. Source: ASFF, Severity. */
export function severityOf(finding: JsonObject): ReturnType<typeof severity> {
  const { Label, Normalized } = object(finding.Severity) ?? {};
  return severityLabel(Label) ?? severity(bandOf(number(Normalized)));
}

function bandOf(normalized: number | undefined): 0 | 1 | 2 | 3 | 4 | 5 {
  if (normalized === undefined || normalized < 0 || normalized > 100) {
    return 0;
  }
  const band = [90, 70, 40, 1].findIndex((least) => normalized >= least);
  return band < 0 ? 1 : ((5 - band) as 2 | 3 | 4 | 5);
}
