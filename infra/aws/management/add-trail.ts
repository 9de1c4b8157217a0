import type { Stack } from 'aws-cdk-lib';
import type { PlatformProps } from '../platform-stack';
import type { StageParts } from './deploy-order';
import { TrailStack } from './trail-stack';

/** The trail, unless there is one or none is wanted: `Management/Trail` of an organization, else `Security/Trail`. */
export function addTrail({ management, security }: StageParts, props: PlatformProps): Stack | undefined {
  if (props.aws.services.trail !== 'create') {
    return undefined;
  }
  return new TrailStack(props.aws.organizationId === undefined ? security : management, 'Trail', props);
}
