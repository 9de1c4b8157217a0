import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { PlatformProps } from '../platform-stack';

export interface EnforcedWorkgroupProps extends PlatformProps {
  readonly name: string;
  readonly description: string;
  /** A query that reads more bytes is stopped. */
  readonly scanLimit: number;
  /** Where results go, `s3://<bucket>/<folder>/`. */
  readonly results: string;
  readonly key: IKey;
}

/** A way to Athena whose limit and encrypted results no client can set otherwise. */
export function enforcedWorkgroup(scope: Construct, id: string, props: EnforcedWorkgroupProps): CfnWorkGroup {
  const { platform, aws, name, description, scanLimit, results, key } = props;
  return new CfnWorkGroup(scope, id, {
    name,
    description,
    state: 'ENABLED',
    recursiveDeleteOption: platform.lifecycle !== 'production',
    workGroupConfiguration: {
      enforceWorkGroupConfiguration: true,
      bytesScannedCutoffPerQuery: scanLimit,
      publishCloudWatchMetricsEnabled: true,
      requesterPaysEnabled: false,
      engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
      resultConfiguration: {
        outputLocation: results,
        expectedBucketOwner: aws.securityAccount,
        encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: key.keyArn },
      },
    },
  });
}
