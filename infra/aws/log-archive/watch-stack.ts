import type { Construct } from 'constructs';
import { ArchiveAlarmTopic } from '../constructs/archive-alarm-topic';
import { LandingCopy } from '../constructs/landing-copy';
import { RawEmergency } from '../constructs/raw-emergency';
import { type PlatformProps, PlatformStack } from '../platform-stack';

export interface WatchStackProps extends PlatformProps {
  /** Whether anything lands before it comes to the raw store. */
  readonly landing: boolean;
}

/** What goes on around the raw store: copies to it, people's emergency access to it, and the alarms of both. */
export class WatchStack extends PlatformStack {
  constructor(scope: Construct, id: string, props: WatchStackProps) {
    super(scope, id, props, {
      part: 'watch',
      account: props.aws.logArchiveAccount,
      description: 'alarms, emergency access and copies of the raw store',
    });
    const { topic } = new ArchiveAlarmTopic(this, 'Alarms', props);
    new RawEmergency(this, 'Emergency', { ...props, topic });
    if (props.landing) {
      new LandingCopy(this, 'Landing', { ...props, topic });
    }
  }
}
