import type { ResolvedAws, ResolvedPlatform } from '../../../../lib/config/resolved';
import { landingBucketName, wafBucketName } from '../../../policy/names';
import { config } from './config';
import { loadBalancers, waf } from './load-balancers';
import { together } from './raw-access';
import type { Statement } from './statement';

export interface Landing {
  readonly id: string;
  readonly region: string;
  readonly bucket: string;
  /** Who may write to it; never empty. */
  readonly statements: readonly Statement[];
}

/** The landing buckets of a region: only those that someone writes to. */
export function landingsOf(
  platform: ResolvedPlatform,
  aws: ResolvedAws,
  region: string,
  partition: string,
): Landing[] {
  const common = { platform, aws, partition, bucket: landingBucketName(platform, aws, region) };
  const web = { ...common, bucket: wafBucketName(platform, aws, region) };
  return [
    {
      id: 'Landing',
      region,
      bucket: common.bucket,
      statements: together([loadBalancers(common, region), config(common)]).bucket,
    },
    { id: 'Waf', region, bucket: web.bucket, statements: waf(web, region).bucket },
  ].filter(({ statements }) => statements.length > 0);
}
