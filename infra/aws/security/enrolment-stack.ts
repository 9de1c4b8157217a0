import type { Construct } from 'constructs';
import { DeadLetters } from '../constructs/dead-letters';
import { EnrolFunction } from '../constructs/enrol-function';
import { MemberConfig } from '../constructs/member-config';
import { MemberEvents } from '../constructs/member-events';
import { MemberLogs } from '../constructs/member-logs';
import { MemberMonitors } from '../constructs/member-monitors';
import { MemberRoles } from '../constructs/member-roles';
import { MemberStackSet } from '../constructs/member-stack-set';
import { type PlatformProps, PlatformStack } from '../platform-stack';
import type { CentralStack } from './central-stack';

export interface EnrolmentStackProps extends PlatformProps {
  readonly central: CentralStack;
}

/**
 * Enrolment of every account below the organizational units: what CloudFormation can put there by stack sets, and a
 * function for what it cannot name, the VPCs. One set a concern: where an account has a recorder or a log
 * subscription of its own already, that set fails there and the others do not.
 */
export class EnrolmentStack extends PlatformStack {
  constructor(scope: Construct, id: string, props: EnrolmentStackProps) {
    super(scope, id, props, {
      part: 'enrolment',
      account: props.aws.securityAccount,
      description: 'enrolment of every account of the organizational units',
    });
    const { central, platform, aws } = props;
    new EnrolFunction(this, 'Function', {
      platform,
      aws,
      key: central.key,
      topic: central.topic,
      bus: central.bus,
      table: central.table,
      deadLetters: new DeadLetters(this, 'DeadLetters', {
        platform,
        aws,
        of: 'Events and invocations of the enrolment function',
        topic: central.topic,
      }).queue,
    });
    if (aws.organizationId !== undefined && aws.organizationalUnits.length > 0) {
      this.stackSets({ platform, aws });
    }
  }

  private stackSets(props: PlatformProps): void {
    const { services, extras, regions, homeRegion } = props.aws;
    new MemberStackSet(this, 'Roles', {
      ...props,
      part: 'member-roles',
      description: 'the role the enrolment function takes',
      // Roles are global: one region is enough.
      regions: [homeRegion],
      build: (stack) => new MemberRoles(stack, 'Roles', props),
    });
    new MemberStackSet(this, 'Events', {
      ...props,
      part: 'member-events',
      description: 'security events to the central bus',
      regions,
      build: (stack) => new MemberEvents(stack, 'Events', props),
    });
    if (services.config === 'create') {
      new MemberStackSet(this, 'Config', {
        ...props,
        part: 'member-config',
        description: 'AWS Config recorders',
        regions,
        build: (stack) => new MemberConfig(stack, 'Config', props),
      });
    }
    if (props.platform.monitors.length > 0) {
      new MemberStackSet(this, 'Monitors', {
        ...props,
        part: 'member-monitors',
        description: 'alarms on whatever bears the tags of a monitor',
        regions,
        build: (stack) => new MemberMonitors(stack, 'Monitors', props),
      });
    }
    if (extras.cloudwatchLogs === 'create') {
      new MemberStackSet(this, 'Logs', {
        ...props,
        part: 'member-logs',
        description: 'log groups to the raw store',
        regions,
        build: (stack) => new MemberLogs(stack, 'Logs', props),
      });
    }
  }
}
