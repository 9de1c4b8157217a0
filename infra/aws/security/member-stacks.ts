import type { Construct } from 'constructs';
import { ADMINISTERED_EVENTS } from '../constructs/forwarded-events';
import { MemberConfig } from '../constructs/member-config';
import { MemberEvents } from '../constructs/member-events';
import { MemberMonitors } from '../constructs/member-monitors';
import { MemberRoles } from '../constructs/member-roles';
import { type PlatformProps, PlatformStack } from '../platform-stack';

/** An account of the platform's own. */
export interface OwnAccount {
  /** Names its stacks: `management`, `log-archive`, `security`. */
  readonly part: string;
  readonly account: string;
}

/**
 * The member resources of an account that the stack sets leave out: a stack a region. The account-level log
 * subscription is not among them: where the platform runs, it would feed on its own logs.
 */
export function addMemberStacks(scope: Construct, props: PlatformProps, own: OwnAccount): MemberStack[] {
  return props.aws.regions.map(
    (region) => new MemberStack(scope, `${own.part}-${region}`, props, own, region),
  );
}

class MemberStack extends PlatformStack {
  constructor(
    scope: Construct,
    id: string,
    props: PlatformProps,
    { part, account }: OwnAccount,
    region: string,
  ) {
    super(scope, id, props, {
      part: `member-${part}-${region}`,
      account,
      region,
      description: `enrolment of the ${part} account in ${region}`,
    });
    const { aws } = props;
    if (region === aws.homeRegion) {
      new MemberRoles(this, 'Roles', props);
    }
    new MemberEvents(this, 'Events', {
      ...props,
      more: account === aws.securityAccount ? ADMINISTERED_EVENTS : [],
    });
    if (aws.services.config === 'create') {
      new MemberConfig(this, 'Config', props);
    }
    if (props.platform.monitors.length > 0) {
      new MemberMonitors(this, 'Monitors', props);
    }
  }
}
