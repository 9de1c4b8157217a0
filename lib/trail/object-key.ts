import { parseTimestamp } from '../time';

const ACCOUNT = /^\d{12}$/;
const ORGANIZATION = /^o-[a-z0-9]+$/;
const REGION = /^[a-z0-9-]+$/;
const LOG_NAME = /^(\d{12})_([A-Za-z-]+)_([a-z0-9-]+)_(\d{8}T\d{4}Z)_[A-Za-z0-9]+\.json\.gz$/;
const DIGEST_NAME =
  /^(\d{12})_CloudTrail-Digest_([a-z0-9-]+)_(.+)_([a-z0-9-]+)_(\d{8}T\d{6}Z)(_backfill)?\.json\.gz$/;

export const DIGEST_FOLDER = 'CloudTrail-Digest';
export const LOG_FOLDER = 'CloudTrail';

/** Where an object stands: `[prefix/]AWSLogs/[o-id/]<account>/<folder>/<region>/…/<name>`. */
export interface TrailObject {
  readonly key: string;
  /** The key up to the account, with a slash at its end. */
  readonly base: string;
  readonly account: string;
  /** `CloudTrail-Digest`, `CloudTrail`, `CloudTrail-Insight` … */
  readonly folder: string;
  /** Absent for an object right below the folder, where CloudTrail puts none. */
  readonly region?: string;
  readonly name: string;
}

/** What a digest's file name says of it. Trail names may hold `_`; regions do not. */
export interface DigestName {
  readonly trail: string;
  /** Region the trail was created in; the path's own region is the one whose logs are listed. */
  readonly homeRegion: string;
  /** Microseconds since the epoch. */
  readonly end: number;
  /** Lists files that came too late for the digest of their hour; a chain of its own. */
  readonly backfill: boolean;
}

/** The parts of a key below an account's CloudTrail folders; undefined for any other key and for folder markers. */
export function parseTrailObject(key: string): TrailObject | undefined {
  const parts = key.split('/');
  const name = parts.at(-1) ?? '';
  for (let at = parts.indexOf('AWSLogs'); at !== -1 && name !== ''; at = parts.indexOf('AWSLogs', at + 1)) {
    const account = at + (ORGANIZATION.test(parts[at + 1] ?? '') ? 2 : 1);
    const folder = parts[account + 1] ?? '';
    if (ACCOUNT.test(parts[account] ?? '') && /^CloudTrail(-[A-Za-z-]+)?$/.test(folder)) {
      const region = parts[account + 2] ?? '';
      const below = account + 2 < parts.length - 1 && REGION.test(region);
      return {
        key,
        base: `${parts.slice(0, account + 1).join('/')}/`,
        account: parts[account] ?? '',
        folder,
        region: below ? region : undefined,
        name,
      };
    }
  }
  return undefined;
}

/** What the name of a digest says; undefined when it is no digest's name, or of another account or region. */
export function parseDigestName({ name, account, region }: TrailObject): DigestName | undefined {
  const [, ofAccount, ofRegion, trail, homeRegion, end, backfill] = DIGEST_NAME.exec(name) ?? [];
  const micros = compactTime(end);
  if (ofAccount !== account || ofRegion !== region || trail === undefined || homeRegion === undefined) {
    return undefined;
  }
  return micros === undefined
    ? undefined
    : { trail, homeRegion, end: micros, backfill: backfill !== undefined };
}

/**
 * When CloudTrail delivered a log file, by its name (to the minute), microseconds since the epoch. Undefined when the
 * name is none CloudTrail gives a file of this account, folder and region.
 */
export function logTime({ name, account, folder, region }: TrailObject): number | undefined {
  const [, ofAccount, ofFolder, ofRegion, time] = LOG_NAME.exec(name) ?? [];
  return ofAccount === account && ofFolder === folder && ofRegion === region ? compactTime(time) : undefined;
}

/** True for a name CloudTrail gives a log file or digest of some account. */
export function isTrailName(name: string): boolean {
  return LOG_NAME.test(name) || DIGEST_NAME.test(name);
}

function compactTime(time: string | undefined): number | undefined {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?Z$/.exec(time ?? '') ?? [];
  return parseTimestamp(`${year}-${month}-${day}T${hour}:${minute}:${second ?? '00'}Z`);
}
