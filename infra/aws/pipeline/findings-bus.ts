import { Duration } from 'aws-cdk-lib';
import { Archive, EventBus, Match } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { findingsBusName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

/** How long the archive keeps events: the state of alerts and the lake have them for as long as alerts are kept. */
const ARCHIVE_DAYS = 14;

export interface FindingsBusProps extends PlatformProps {
  readonly key: IKey;
}

/**
 * Alerts for programs, as events: the other part of the channel `native`. Rules of the security account read it, and
 * may send on to another account's bus; only the function `notify` is given the right to write.
 */
export class FindingsBus extends Construct {
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, { platform, aws, key }: FindingsBusProps) {
    super(scope, id);
    const name = findingsBusName(platform);
    this.bus = new EventBus(this, 'Bus', {
      eventBusName: name,
      description: 'Alerts of the platform, as OCSF Detection Findings',
      kmsKey: key,
    });
    if (aws.extras.eventArchive === 'create') {
      new Archive(this, 'Archive', {
        archiveName: name,
        description: `Two weeks of the bus ${name}, for replay`,
        sourceEventBus: this.bus,
        // Everything: the construct asks for a pattern.
        eventPattern: { account: Match.exists() },
        retention: Duration.days(ARCHIVE_DAYS),
      });
    }
  }
}
