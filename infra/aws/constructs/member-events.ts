import type { Construct } from 'constructs';
import type { PlatformProps } from '../platform-stack';
import { FORWARDED_EVENTS } from './forwarded-events';
import { ToCentralBus } from './to-central-bus';

/** The part of the role's name before the region: the central bus lets these in. */
export const EVENT_FORWARDER = 'events';

export interface MemberEventsProps extends PlatformProps {
  /** What is forwarded besides. @default nothing */
  readonly more?: readonly string[];
}

/**
 * Security events of one account and region on their way to the central bus: seconds instead of the trail's minutes.
 * The trail remains the record: what the bus loses is in the raw store all the same.
 */
export class MemberEvents extends ToCentralBus {
  constructor(scope: Construct, id: string, { platform, aws, more = [] }: MemberEventsProps) {
    super(scope, id, {
      platform,
      aws,
      part: EVENT_FORWARDER,
      ruleName: `${platform.name}-security-events`,
      what: 'security events',
      eventPattern: { 'detail-type': [...FORWARDED_EVENTS, ...more] },
      ...(aws.extras.readEvents === 'create'
        ? { state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' }
        : {}),
    });
  }
}
