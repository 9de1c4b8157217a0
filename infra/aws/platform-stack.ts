import { DefaultStackSynthesizer, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ResolvedAws, ResolvedPlatform } from '../../lib/config/resolved';
import { stackName } from '../policy/names';
import { tagsFor } from '../policy/tags';
import type { FunctionNetwork } from './network/function-network';

/** What every stack and construct on AWS is made from. */
export interface PlatformProps {
  readonly platform: ResolvedPlatform;
  readonly aws: ResolvedAws;
  /** Where functions of the security account run that call services of its home region alone. @default in none */
  readonly network?: FunctionNetwork;
}

/** Where a stack goes and what it is for. */
export interface Placement {
  /** Names the stack, `kumomori-aws-<part>`, and tags what is in it. */
  readonly part: string;
  readonly account: string;
  /** @default the home region */
  readonly region?: string;
  readonly description: string;
}

/** A stack of the platform: named, tagged and protected as all are. */
export class PlatformStack extends Stack {
  constructor(scope: Construct, id: string, { platform, aws }: PlatformProps, placement: Placement) {
    const { part, account, region = aws.homeRegion, description } = placement;
    super(scope, id, {
      stackName: stackName(platform, 'aws', part),
      description: `Kumomori: ${description}`,
      env: { account, region },
      synthesizer: new DefaultStackSynthesizer({ qualifier: aws.bootstrapQualifier }),
      terminationProtection: platform.lifecycle === 'production',
    });
    for (const [key, value] of Object.entries(tagsFor(platform, part))) {
      Tags.of(this).add(key, value);
    }
  }
}
