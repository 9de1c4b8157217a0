import type { Construct } from 'constructs';
import type { PlatformProps } from '../platform-stack';
import type { CentralStack } from '../security/central-stack';
import { PipelineStack } from './pipeline-stack';
import { hasRawEventsStack, RawEventsStack } from './raw-events';

/** The way of the data in the security account, and where its word of raw objects comes from. */
export function addPipeline(scope: Construct, props: PlatformProps, central: CentralStack): PipelineStack {
  const pipeline = new PipelineStack(scope, 'Pipeline', { ...props, central });
  if (hasRawEventsStack(props)) {
    // The rule needs a queue to write to.
    new RawEventsStack(scope, 'RawEvents', props).addStackDependency(pipeline);
  }
  return pipeline;
}
