import type { Finding } from '../problem';
import { SOURCE_METADATA } from '../source-ids';
import type { Check } from './check';

/** Something is monitored, and no source is switched on whose cloud is not configured. */
export const checkClouds: Check = (config, broken) => {
  const findings: Finding[] = [];
  const configured = (cloud: 'aws' | 'azure' | 'gcp') => config[cloud] !== undefined || broken.has(cloud);
  if (!configured('aws') && !configured('azure') && !configured('gcp')) {
    findings.push({
      path: [],
      message: 'no cloud is configured: add an aws, azure or gcp block (examples: infra/config)',
    });
  }
  for (const { id, cloud } of SOURCE_METADATA) {
    if (config.sources?.[id]?.enabled === true && cloud !== 'any' && !configured(cloud)) {
      findings.push({
        path: ['sources', id, 'enabled'],
        message: `needs the ${cloud} block: add it, or take this line out`,
      });
    }
  }
  return findings;
};
