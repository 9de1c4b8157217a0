import { CfnStackSet, type Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { stackSetName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';
import { memberTemplate } from './member-template';

export interface MemberStackSetProps extends PlatformProps {
  /** Names the set and its stacks. */
  readonly part: string;
  readonly description: string;
  /** In which regions of every account. */
  readonly regions: readonly string[];
  /** Puts the resources into one account's stack. */
  readonly build: (stack: Stack) => void;
}

/**
 * One stack in every account below the organizational units, in each region, today and when an account comes. The
 * accounts the platform runs in have stacks of their own instead, wherever in the organization they are: a service
 * managed set never reaches the management account. An account that leaves loses its stacks. One that fails holds up
 * no other, and nothing is undone elsewhere: the ledger shows it.
 */
export class MemberStackSet extends Construct {
  constructor(scope: Construct, id: string, props: MemberStackSetProps) {
    super(scope, id);
    const { platform, aws, part, description, regions, build } = props;
    new CfnStackSet(this, 'Set', {
      stackSetName: stackSetName(platform, part),
      description: `Kumomori: ${description}`,
      permissionModel: 'SERVICE_MANAGED',
      // From the security account, which Management/* registers for it.
      callAs: 'DELEGATED_ADMIN',
      capabilities: ['CAPABILITY_NAMED_IAM'],
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
      managedExecution: { Active: true },
      operationPreferences: {
        failureTolerancePercentage: 100,
        maxConcurrentPercentage: 25,
        concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
        regionConcurrencyType: 'PARALLEL',
      },
      stackInstancesGroup: [
        {
          deploymentTargets: {
            organizationalUnitIds: [...aws.organizationalUnits],
            accountFilterType: 'DIFFERENCE',
            accounts: platformAccounts(props),
          },
          regions: [...regions],
        },
      ],
      templateBody: memberTemplate(this, part, props, build),
    });
  }
}

/** The accounts the platform itself runs in, each once. */
export function platformAccounts({ aws }: PlatformProps): string[] {
  const accounts = [aws.managementAccount, aws.logArchiveAccount, aws.securityAccount];
  return [...new Set(accounts.filter((account) => account !== undefined))].sort();
}
