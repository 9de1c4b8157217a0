import type { Finding } from '../problem';
import type { Check } from './check';

/** S3 moves nothing to Infrequent Access before 30 days, nor on to Glacier before another 30. */
const S3_MINIMUM_DAYS = 30;

/** Each tier ends after the one before it, and where S3 is used, where S3 allows. */
export const checkRetention: Check = ({ retention, aws }) => {
  if (retention === undefined) {
    return [];
  }
  const { hot_days: hot, warm_days: warm, cold_days: cold, total_days: total } = retention;
  const findings: Finding[] = [];
  const report = (key: string, message: string) => findings.push({ path: ['retention', key], message });
  if (warm <= hot) {
    report('warm_days', `must exceed hot_days (${hot}), got ${warm}`);
  } else if (aws && warm < hot + S3_MINIMUM_DAYS) {
    report(
      'warm_days',
      `must be at least ${S3_MINIMUM_DAYS} more than hot_days (${hot}) for S3, got ${warm}`,
    );
  }
  if (aws && hot < S3_MINIMUM_DAYS) {
    report('hot_days', `must be at least ${S3_MINIMUM_DAYS} for S3, got ${hot}`);
  }
  if (cold <= warm) {
    report('cold_days', `must exceed warm_days (${warm}), got ${cold}`);
  }
  if (total !== undefined && total < cold) {
    report('total_days', `must be at least cold_days (${cold}), got ${total}`);
  }
  return findings;
};
