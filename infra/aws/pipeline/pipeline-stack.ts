import type { Construct } from 'constructs';
import { DeadLetters } from '../constructs/dead-letters';
import { Forward } from '../forward/forward';
import { type PlatformProps, PlatformStack } from '../platform-stack';
import type { CentralStack } from '../security/central-stack';
import { AlertsTopic } from './alerts-topic';
import { BundleBucket } from './bundle-bucket';
import { bundleLayer } from './bundle-layer';
import { FindingsBus } from './findings-bus';
import { arePublished } from './follow-bundles';
import { IngestQueue } from './ingest-queue';
import { LakeBucket } from './lake-bucket';
import { NORMALIZE_TIMEOUT, Normalize } from './normalize';
import { Notify } from './notify';
import { OwnRawEvents } from './raw-events';
import { Reconcile } from './reconcile';

export interface PipelineStackProps extends PlatformProps {
  readonly central: CentralStack;
}

/** From a raw object to rows of the lake and a message to people: queue → normalize → lake, alerts → notify. */
export class PipelineStack extends PlatformStack {
  readonly lake: LakeBucket;

  constructor(scope: Construct, id: string, { central, ...props }: PipelineStackProps) {
    super(scope, id, props, {
      part: 'pipeline',
      account: props.aws.securityAccount,
      description: 'lake, and the functions that fill it and tell of what they find',
    });
    const { topic, key, table } = central;
    const layer = bundleLayer(this, 'Bundle', props.platform);
    const { queue: deadLetters } = new DeadLetters(this, 'DeadLetters', {
      ...props,
      of: "Invocations of the pipeline's functions",
      topic,
    });
    const shared = { ...props, topic, key, table, layer, deadLetters };
    this.lake = new LakeBucket(this, 'Lake', props);
    if (arePublished(props)) {
      new BundleBucket(this, 'Bundles', { ...props, key, accessLog: this.lake.accessLog });
    }
    const { queue } = new IngestQueue(this, 'Ingest', { ...props, topic, timeout: NORMALIZE_TIMEOUT });
    new OwnRawEvents(this, 'RawEvents', { ...props, queue });
    new Normalize(this, 'Normalize', { ...shared, lake: this.lake, queue });
    new Reconcile(this, 'Reconcile', { ...shared, lake: this.lake, queue });
    const { topic: alerts } = new AlertsTopic(this, 'Alerts', { ...props, key });
    const { bus } = new FindingsBus(this, 'Findings', { ...props, key });
    new Notify(this, 'Notify', { ...shared, alerts, bus });
    if (props.platform.forward.length > 0) {
      new Forward(this, 'Forward', { ...shared, lake: this.lake });
    }
  }
}
