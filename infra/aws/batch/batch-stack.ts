import type { Construct } from 'constructs';
import { DeadLetters } from '../constructs/dead-letters';
import type { LakeBucket } from '../pipeline/lake-bucket';
import { type PlatformProps, PlatformStack } from '../platform-stack';
import type { CentralStack } from '../security/central-stack';
import { RunBatch } from './run-batch';
import { Schedules } from './schedules';
import { Spark } from './spark';
import { BatchWorkgroup } from './workgroup';

export interface BatchStackProps extends PlatformProps {
  readonly central: CentralStack;
  readonly lake: LakeBucket;
}

/** The way of hours: a schedule → `run-batch` → Athena over closed hours and days → alerts, and baselines for the rest. */
export class BatchStack extends PlatformStack {
  constructor(scope: Construct, id: string, { central, lake, ...props }: BatchStackProps) {
    super(scope, id, props, {
      part: 'batch',
      account: props.aws.securityAccount,
      description: 'questions of closed hours and days, and how users and machines usually are',
    });
    const { topic, key, table } = central;
    const { queue: deadLetters } = new DeadLetters(this, 'DeadLetters', {
      ...props,
      of: 'Runs of the batch',
      topic,
    });
    const { spark } = props.platform.batch;
    const { workgroup } = new BatchWorkgroup(this, 'Workgroup', { ...props, key });
    const runner = new RunBatch(this, 'RunBatch', {
      ...props,
      lake,
      table,
      key,
      topic,
      deadLetters,
      workgroup,
      spark: spark && new Spark(this, 'Spark', { ...props, lake, topic, capacity: spark }),
    });
    new Schedules(this, 'Schedules', { ...props, function: runner.function, deadLetters });
  }
}
