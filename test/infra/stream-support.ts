import { Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CentralStack } from '../../infra/aws/security/central-stack';
import { hasStreamStack, StreamStack } from '../../infra/aws/stream/stream-stack';
import type { ResolvedPlatform } from '../../lib/config/resolved';
import { quickApp } from './support';

/** The template of the streams; undefined where nothing streams. */
export function streamTemplate(platform: ResolvedPlatform): Template | undefined {
  const { aws } = platform;
  if (!aws) {
    throw new Error('the platform has no AWS');
  }
  const app = quickApp();
  const stage = new Stage(app, platform.name);
  const central = new CentralStack(stage, 'Central', { platform, aws });
  if (!hasStreamStack({ platform, aws })) {
    return undefined;
  }
  return Template.fromStack(new StreamStack(stage, 'Stream', { platform, aws, central }));
}
