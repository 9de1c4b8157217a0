import { Construct } from 'constructs';
import type { PlatformProps } from '../platform-stack';
import { RawStack } from './raw-stack';

/** `LogArchive/*`: where raw logs are kept. In the log archive account, or the security account where there is none. */
export class LogArchive extends Construct {
  constructor(scope: Construct, props: PlatformProps) {
    super(scope, 'LogArchive');
    new RawStack(this, 'Raw', props);
  }
}
