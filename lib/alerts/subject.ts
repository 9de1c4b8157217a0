import type { OcsfEvent } from '../ocsf/event';

/** What programs are told an alert is about, of its newest finding: more than a person's line of text holds. */
export interface Subject {
  /** ATT&CK tactics by name, in the rule's order. */
  readonly tactics: readonly string[];
  /** At most ten. */
  readonly resources: readonly SubjectResource[];
  readonly region?: string;
}

export interface SubjectResource {
  readonly uid: string;
  /** As the source names it, such as `AWS::S3::Bucket`. */
  readonly type?: string;
}

const MAX_RESOURCES = 10;

export function subjectOf({ finding_info, resources = [], cloud }: OcsfEvent): Subject {
  const tactics = (finding_info?.attacks ?? []).flatMap(({ tactic }) => tactic?.name ?? []);
  const named = resources.flatMap(({ uid, name, type }) => {
    const id = uid ?? name;
    return id === undefined ? [] : [{ uid: id, ...(type === undefined ? {} : { type }) }];
  });
  return {
    tactics: [...new Set(tactics)],
    resources: named.slice(0, MAX_RESOURCES),
    ...(cloud?.region === undefined ? {} : { region: cloud.region }),
  };
}
