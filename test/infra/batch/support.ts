import { Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BatchStack } from '../../../infra/aws/batch/batch-stack';
import { PipelineStack } from '../../../infra/aws/pipeline/pipeline-stack';
import { CentralStack } from '../../../infra/aws/security/central-stack';
import { newAwsApp } from '../../../infra/aws-app';
import type { ResolvedPlatform } from '../../../lib/config/resolved';
import { outputDirectory } from '../support';

/** The template of the batch. */
export function batchOf(platform: ResolvedPlatform): Template {
  const { aws } = platform;
  if (!aws) {
    throw new Error('no AWS in the platform');
  }
  const app = newAwsApp({
    outdir: outputDirectory(),
    builtinCloudFormationValidation: false,
    context: { 'aws:cdk:bundling-stacks': [] },
  });
  const stage = new Stage(app, platform.name);
  const central = new CentralStack(stage, 'Central', { platform, aws });
  const { lake } = new PipelineStack(stage, 'Pipeline', { platform, aws, central });
  return Template.fromStack(new BatchStack(stage, 'Batch', { platform, aws, central, lake }));
}
