import type { ResolvedTeam } from '../../../lib/config/resolved';
import {
  deployedTiers,
  hoursNotRead,
  type LakeTiers,
  sampleHours,
  type TimeSpan,
} from '../../../lib/lake/archive/archived-hours';
import { askedTimes } from '../../../lib/lake/archive/asked-times';
import { inState, survey } from '../../../lib/lake/archive/survey';
import { PROJECTED_YEARS } from '../../../lib/lake/table/glue';
import { epochHour, partitionPrefix } from '../../../lib/lake/table/partition';
import type { Archive } from '../../../lib/ports/archive';
import { s3Archive } from '../../../lib/targets/aws/archive';
import { readLakeTiers } from '../../../lib/targets/aws/lake-tiers';
import { formatMicros } from '../../../lib/time';
import type { AwsPlatform } from '../aws-platform';
import { systemClock } from '../clock';

export interface Asked extends AwsPlatform {
  readonly team: ResolvedTeam;
  readonly sql: string;
  /** Event times given besides the SQL, both included. */
  readonly asked?: TimeSpan;
}

/** Hours looked into: one listing each and event category. */
const HOURS_LOOKED_INTO = 3;
/** The hours that the table has at all. */
const FIRST = Date.UTC(PROJECTED_YEARS[0], 0) * 1000;

/**
 * What the answer to a query may leave out without a word: Athena skips objects that are archived, and sees nothing of
 * those that are deleted. By the rules of the lake's bucket, and by what lies in some hours of the query's.
 */
export async function remarksOn({ platform, home, lake, s3, team, sql, asked }: Asked): Promise<string[]> {
  const client = s3(home);
  const nowMicros = systemClock.nowMicros();
  const tiers = (await readLakeTiers(client, lake)) ?? deployedTiers(platform.retention);
  const known = asked ? within(asked, nowMicros) : askedTimes(sql, nowMicros);
  const { archived, deleted } = hoursNotRead(known ?? { from: FIRST, to: nowMicros }, tiers, nowMicros);
  const remarks: string[] = [];
  if (known !== undefined && deleted !== undefined) {
    remarks.push(`${hours(deleted)} may be gone: the lake keeps events for ${tiers.deletedDays} days`);
  }
  const seen = known ? await look(s3Archive(client, lake), known, team) : undefined;
  if (archived !== undefined && known !== undefined) {
    remarks.push(archivedRemark(archived, tiers, seen));
  } else if (archived !== undefined) {
    remarks.push(
      `the query names no times: of the lake, ${hours(archived)} may be archived (older than ${tiers.archivedDays} days), and Athena leaves out what is; name its times, and restore those with kumomori restore`,
    );
  } else if (known !== undefined && (seen?.waiting ?? 0) > 0) {
    remarks.push(archivedRemark(known, tiers, seen));
  }
  return remarks;
}

/** A range that is open at an end reaches as far as events can be. */
function within({ from, to }: TimeSpan, nowMicros: number): TimeSpan {
  return { from: Math.max(from, FIRST), to: Math.min(to, nowMicros) };
}

interface Seen {
  readonly hours: number;
  /** Hours with archived objects that have no copy to read. */
  readonly waiting: number;
}

/** Looks at some hours of a span, as far as the team may; undefined when nothing can be listed. */
async function look(
  archive: Archive,
  span: TimeSpan,
  { categories }: ResolvedTeam,
): Promise<Seen | undefined> {
  const starts = sampleHours(span, HOURS_LOOKED_INTO);
  try {
    const waiting = await Promise.all(
      starts.map(async (start) => {
        const found = await Promise.all(
          categories.map((category) => survey(archive.list(partitionPrefix(epochHour(start), category)))),
        );
        return found.some((one) => inState(one, 'none').objects + inState(one, 'coming').objects > 0);
      }),
    );
    return { hours: starts.length, waiting: waiting.filter(Boolean).length };
  } catch {
    return undefined;
  }
}

function archivedRemark(span: TimeSpan, { archivedDays }: LakeTiers, seen: Seen | undefined): string {
  const why = archivedDays === undefined ? '' : ` (older than ${archivedDays} days)`;
  const found =
    seen === undefined ? '' : `: of ${seen.hours} hours looked into, ${seen.waiting} have archived objects`;
  const command = `kumomori restore --from ${formatMicros(span.from)} --to ${formatMicros(span.to)}`;
  return `${hours(span)} may be archived${why}, and Athena leaves out what is${found}; to read them: ${command}`;
}

function hours({ from, to }: TimeSpan): string {
  return `${formatMicros(from)} to ${formatMicros(to)}`;
}
