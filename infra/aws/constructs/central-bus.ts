import { Duration } from 'aws-cdk-lib';
import { Archive, EventBus, Match } from 'aws-cdk-lib/aws-events';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { centralBusName, regionalRoleName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';
import { EVENT_FORWARDER } from './member-events';
import { MONITOR_FORWARDER } from './member-monitors';
import { roleArn } from './role-arn';

/** How long the archive keeps events: the raw store has the same calls from the trail, for good. */
const ARCHIVE_DAYS = 14;

export interface CentralBusProps extends PlatformProps {
  readonly key: IKey;
}

/**
 * The bus that security events of every account and region come to. Only the forwarding roles of the organization's
 * accounts may put events on it; from it there is no third hop.
 */
export class CentralBus extends Construct {
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, { platform, aws, key }: CentralBusProps) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', {
      eventBusName: centralBusName(platform),
      description: "Security events of the organization's accounts",
      kmsKey: key,
    });
    if (aws.organizationId !== undefined) {
      const forwarders = [EVENT_FORWARDER, ...(platform.monitors.length === 0 ? [] : [MONITOR_FORWARDER])];
      this.bus.addToResourcePolicy(
        new PolicyStatement({
          sid: 'Members',
          principals: [new AnyPrincipal()],
          actions: ['events:PutEvents'],
          resources: [this.bus.eventBusArn],
          conditions: {
            StringEquals: { 'aws:PrincipalOrgID': aws.organizationId },
            ArnLike: {
              'aws:PrincipalArn': forwarders.map((part) =>
                roleArn(this, '*', regionalRoleName(platform, part, '*')),
              ),
            },
          },
        }),
      );
    }
    if (aws.extras.eventArchive === 'create') {
      new Archive(this, 'Archive', {
        archiveName: centralBusName(platform),
        description: `Two weeks of the bus ${centralBusName(platform)}, for replay`,
        sourceEventBus: this.bus,
        // Everything: the construct asks for a pattern.
        eventPattern: { account: Match.exists() },
        retention: Duration.days(ARCHIVE_DAYS),
      });
    }
  }
}
