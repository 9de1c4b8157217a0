import type { Template } from 'aws-cdk-lib/assertions';
import { BatchStack } from '../../../infra/aws/batch/batch-stack';
import { PipelineStack } from '../../../infra/aws/pipeline/pipeline-stack';
import { CentralStack } from '../../../infra/aws/security/central-stack';
import type { ResolvedPlatform } from '../../../lib/config/resolved';
import { templateAlone } from '../support';

/** The template of the batch. */
export function batchOf(platform: ResolvedPlatform): Template {
  return templateAlone(platform, (stage, props) => {
    const central = new CentralStack(stage, 'Central', props);
    const { lake } = new PipelineStack(stage, 'Pipeline', { ...props, central });
    return new BatchStack(stage, 'Batch', { ...props, central, lake });
  });
}
