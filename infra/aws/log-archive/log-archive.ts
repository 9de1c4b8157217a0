import { Construct } from 'constructs';
import type { PlatformProps } from '../platform-stack';
import { LandingStack } from './landing-stack';
import { RawStack } from './raw-stack';
import { WatchStack } from './watch-stack';

/**
 * `LogArchive/*`: where raw logs are kept. In the log archive account, or the security account where there is none.
 * Empty where there is a bucket already: raw logs are read in place, and its owners add what
 * `policy/existing-bucket.ts` says.
 */
export class LogArchive extends Construct {
  constructor(scope: Construct, props: PlatformProps) {
    super(scope, 'LogArchive');
    const { aws } = props;
    if (aws.services.log_bucket !== 'create') {
      return;
    }
    const raw = new RawStack(this, 'Raw', props);
    const landing = aws.landing.length > 0 || aws.services.config === 'create';
    const watch = new WatchStack(this, 'Watch', { ...props, landing });
    watch.addStackDependency(raw);
    for (const region of landing ? aws.regions : []) {
      const stack = new LandingStack(this, `Landing-${region}`, { ...props, region });
      stack.addStackDependency(watch);
    }
  }
}
