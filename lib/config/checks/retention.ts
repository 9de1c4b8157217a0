import type { Finding } from '../problem';
import type { PlatformConfig } from '../schema/platform';
import type { Check } from './check';

/** S3 moves nothing to Infrequent Access before 30 days, nor on to Glacier before another 30. */
const S3_MINIMUM_DAYS = 30;

/** Days S3 charges for whenever an object enters the class, even if it leaves before. */
const GLACIER_MINIMUM_DAYS = 90;
const DEEP_ARCHIVE_MINIMUM_DAYS = 180;

type Retention = PlatformConfig['retention'];

/** Each tier ends after the one before it, nothing ends while it is locked, and where S3 is used, as S3 allows. */
export const checkRetention: Check = ({ retention, aws, lifecycle }) =>
  retention === undefined
    ? []
    : [...checkOrder(retention, lifecycle), ...(aws ? checkS3(retention) : [])].map(({ key, message }) => ({
        path: ['retention', key],
        message,
      }));

interface Wrong {
  readonly key: keyof Retention;
  readonly message: Finding['message'];
}

function checkOrder(retention: Retention, lifecycle: PlatformConfig['lifecycle'] | undefined): Wrong[] {
  const { hot_days: hot, warm_days: warm, cold_days: cold, total_days: total } = retention;
  const wrong: Wrong[] = [];
  if (warm <= hot) {
    wrong.push({ key: 'warm_days', message: `must exceed hot_days (${hot}), got ${warm}` });
  }
  if (cold <= warm) {
    wrong.push({ key: 'cold_days', message: `must exceed warm_days (${warm}), got ${cold}` });
  }
  if (total !== undefined && total < cold) {
    const why = lifecycle === 'production' ? ': logs are locked until then, and nothing deletes them' : '';
    wrong.push({ key: 'total_days', message: `must be at least cold_days (${cold}), got ${total}${why}` });
  }
  return wrong;
}

/** How long logs stay in a tier of S3: from the end of the one before it to its own. */
interface Stay {
  readonly key: keyof Retention;
  readonly before: keyof Retention;
  readonly least: number;
  readonly of: string;
  /** What else could be done. */
  readonly hint?: string;
}

const STAYS: readonly Stay[] = [
  { key: 'warm_days', before: 'hot_days', least: S3_MINIMUM_DAYS, of: 'S3' },
  {
    key: 'cold_days',
    before: 'warm_days',
    least: GLACIER_MINIMUM_DAYS,
    of: 'S3 Glacier, which charges for as many',
  },
  {
    key: 'total_days',
    before: 'cold_days',
    least: DEEP_ARCHIVE_MINIMUM_DAYS,
    of: 'S3 Deep Archive, which charges for as many',
    hint: ': give more, or the same as cold_days for no archive',
  },
];

/** Only of tiers in order, so that one mistake is told once. */
function checkS3(retention: Retention): Wrong[] {
  const { hot_days: hot } = retention;
  const wrong: Wrong[] = [];
  for (const { key, before, least, of, hint = '' } of STAYS) {
    const [from = 0, to = 0] = [retention[before], retention[key]];
    if (to > from && to < from + least) {
      const message = `must be at least ${least} more than ${before} (${from}) for ${of}, got ${to}${hint}`;
      wrong.push({ key, message });
    }
  }
  if (hot < S3_MINIMUM_DAYS) {
    wrong.push({ key: 'hot_days', message: `must be at least ${S3_MINIMUM_DAYS} for S3, got ${hot}` });
  }
  return wrong;
}
