import { type Coverage, type CoverageAt, coverageAt } from './coverage';
import { type FindingPlace, finding, type TrailFinding } from './finding';
import { LOG_FOLDER, logTime, type TrailObject } from './object-key';

/** A log file that no digest lists, with what that means by its time. */
export interface UnlistedLog {
  readonly object: TrailObject;
  readonly finding: TrailFinding;
}

export interface UnlistedLogs {
  /** Those that a finding each is due. */
  readonly each: readonly UnlistedLog[];
  /** Those of times and folders without digests: counted. */
  readonly uncovered: readonly TrailObject[];
  readonly findings: readonly TrailFinding[];
}

interface UnlistedContext {
  /** By authentic digests. */
  readonly coverage: Coverage;
  /** By unproven ones too. */
  readonly claimed: Coverage;
  /** Folders of which digests list files; those of others are said nothing about. */
  readonly digested: ReadonlySet<string>;
  readonly place: Omit<FindingPlace, 'key'>;
}

/** What it means that no digest lists these objects. A name CloudTrail does not give has no time and no excuse. */
export function judgeUnlisted(objects: readonly TrailObject[], context: UnlistedContext): UnlistedLogs {
  const each: UnlistedLog[] = [];
  const uncovered: TrailObject[] = [];
  const undigested: TrailObject[] = [];
  for (const object of objects) {
    const time = logTime(object);
    const at = time === undefined ? 'digested' : statusAt(context, time);
    if (object.folder !== LOG_FOLDER && !context.digested.has(object.folder)) {
      undigested.push(object);
    } else if (at === 'uncovered') {
      uncovered.push(object);
    } else {
      each.push({ object, finding: describe(object, at, time, context.place) });
    }
  }
  const findings = [
    ...summary('logs-not-covered', uncovered, context.place),
    ...summary('folder-not-digested', undigested, context.place),
  ];
  return { each, uncovered, findings };
}

type Status = CoverageAt | 'doubtful';

/** What authentic digests say; where they say nothing, whether unproven ones claim the time. */
function statusAt({ coverage, claimed }: UnlistedContext, time: number): Status {
  const at = coverageAt(coverage, time);
  const silent = at === 'open' || at === 'uncovered';
  return silent && coverageAt(claimed, time) === 'digested' ? 'doubtful' : at;
}

function describe(
  object: TrailObject,
  at: Exclude<Status, 'uncovered'>,
  micros: number | undefined,
  outer: Omit<FindingPlace, 'key'>,
): TrailFinding {
  const place = { ...outer, key: object.key };
  switch (at) {
    case 'digested': {
      const found = micros === undefined ? 'a name CloudTrail gives no file here' : 'listed by none';
      return finding('log-injected', place, { expected: 'a file that a digest lists', found, micros });
    }
    case 'lost':
      return finding('log-unproven', place, {
        expected: 'a digest that lists it',
        found: 'its digest is lost',
        micros,
      });
    case 'doubtful': {
      const found = 'only unproven digests, which do not list it either';
      return finding('log-unproven', place, { expected: 'a digest that lists it', found, micros });
    }
    case 'open':
      return finding('log-not-yet-digested', place, {
        expected: 'the next digest',
        found: 'not there yet',
        micros,
      });
  }
}

/** One finding for many files: the first is named. */
function summary(
  kind: 'logs-not-covered' | 'folder-not-digested',
  objects: readonly TrailObject[],
  outer: Omit<FindingPlace, 'key'>,
): TrailFinding[] {
  const [first] = objects;
  if (first === undefined) {
    return [];
  }
  const text = {
    expected: 'digests for that time',
    found: 'none',
    count: objects.length,
    micros: logTime(first),
  };
  return [finding(kind, { ...outer, key: first.key }, text)];
}
