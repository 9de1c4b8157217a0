import type { OcsfEvent } from '../../ocsf/event';
import { segmentsOf, someValue } from '../../sigma/match/path';

/** What a suppression can look at, and where a finding has it. */
export const MATCHERS = {
  rule: ['finding_info.analytic.uid', 'finding_info.title'],
  source: ['metadata.log_name'],
  account: ['cloud.account.uid', 'cloud.account.name', 'cloud.project_uid'],
  region: ['cloud.region'],
  user: [
    'actor.user.name',
    'actor.user.uid',
    'actor.user.email_addr',
    'user.name',
    'user.uid',
    'user.email_addr',
  ].map((path) => `evidences.${path}`),
  address: ['evidences.src_endpoint.ip', 'evidences.dst_endpoint.ip'],
  resource: ['evidences.resources.uid', 'evidences.resources.name'],
  operation: ['evidences.api.operation'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type MatcherName = keyof typeof MATCHERS;

/** Findings that nobody is to be told of, for a while. */
export interface Suppression {
  readonly id: string;
  readonly reason: string;
  readonly owner: string;
  /** First moment it no longer applies, epoch milliseconds. */
  readonly expires: number;
  /** All must hold; each does when any of its tests passes on any of the finding's values. */
  readonly matchers: readonly Matcher[];
}

export interface Matcher {
  readonly name: MatcherName;
  /** Of values in lower case. */
  readonly tests: readonly ((value: string) => boolean)[];
}

/**
 * The first suppression that fits a finding. One that expired fits nothing: neither findings from after its end nor
 * older ones that come to be looked at after it.
 */
export function suppressionOf(
  finding: OcsfEvent,
  suppressions: readonly Suppression[],
  nowMicros: number,
): Suppression | undefined {
  return suppressions.find(
    (suppression) =>
      !isExpired(suppression, nowMicros) &&
      finding.time < suppression.expires &&
      suppression.matchers.every((matcher) => matches(matcher, finding)),
  );
}

/** Whether its time is over, to be told to its owner. */
export function isExpired({ expires }: Pick<Suppression, 'expires'>, nowMicros: number): boolean {
  return nowMicros >= expires * 1000;
}

function matches({ name, tests }: Matcher, finding: OcsfEvent): boolean {
  return MATCHERS[name].some((path) =>
    someValue(finding as never, segmentsOf(path), (value) => {
      const text = typeof value === 'object' ? '' : String(value).toLowerCase();
      return tests.some((test) => test(text));
    }),
  );
}
