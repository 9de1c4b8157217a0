import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account';
import { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import { StorageBucket } from '@cdktf/provider-google/lib/storage-bucket';
import { Stack } from 'aws-cdk-lib';
import { TerraformStack } from 'cdktf';
import { newAwsApp } from '../../infra/aws-app';
import { requireAwsResidency, requireTerraformResidency } from '../../infra/policy/residency';
import { newTerraformApp } from '../../infra/terraform-app';
import { outputDirectory, removeOutputs } from './support';

afterAll(removeOutputs);

describe('residency at synth', () => {
  it.each([
    [{ region: 'eu-west-1' }, ''],
    [
      { region: 'us-east-1' },
      'lake is placed in us-east-1, outside residency.allowed.aws (eu-west-1): move it, or allow the region',
    ],
    [{}, 'lake is placed in whatever region it is deployed from, outside residency.allowed.aws (eu-west-1)'],
  ])('holds AWS stacks to the allowed regions: %j', (env, problem) => {
    const app = newAwsApp({ outdir: outputDirectory(), builtinCloudFormationValidation: false });
    new Stack(app, 'lake', { env });
    requireAwsResidency(app, ['eu-west-1']);

    expectFailure(() => app.synth(), problem);
  });

  it.each([
    ['asia-northeast1', ''],
    [
      'us-central1',
      'google_storage_bucket.lake is placed in us-central1, outside residency.allowed.gcp (asia-northeast1)',
    ],
    ['ASIA', 'google_storage_bucket.lake is placed in ASIA, outside residency.allowed.gcp (asia-northeast1)'],
  ])('holds Google Cloud resources to the allowed locations: %s', (location, problem) => {
    const { app, stack } = terraform('gcp', ['asia-northeast1']);
    new GoogleProvider(stack, 'google', {});
    new StorageBucket(stack, 'lake', { name: 'lake', location });

    expectFailure(() => app.synth(), problem);
  });

  it.each([
    ['japaneast', 'LRS', ''],
    ['japaneast', 'ZRS', ''],
    [
      'japaneast',
      'GRS',
      'azurerm_storage_account.lake is copied to the paired region by GRS: use LRS or ZRS',
    ],
    [
      'japaneast',
      'RAGZRS',
      'azurerm_storage_account.lake is copied to the paired region by RAGZRS: use LRS or ZRS',
    ],
    [
      'japanwest',
      'LRS',
      'azurerm_storage_account.lake is placed in japanwest, outside residency.allowed.azure (japaneast)',
    ],
  ])(
    'holds Azure resources and their copies to the allowed locations: %s %s',
    (location, replication, problem) => {
      const { app, stack } = terraform('azure', ['japaneast']);
      new AzurermProvider(stack, 'azurerm', { features: [{}] });
      new StorageAccount(stack, 'lake', {
        name: 'lake',
        resourceGroupName: 'lake',
        location,
        accountTier: 'Standard',
        accountReplicationType: replication,
      });

      expectFailure(() => app.synth(), problem);
    },
  );
});

function terraform(cloud: 'azure' | 'gcp', allowed: readonly string[]) {
  const app = newTerraformApp({ outdir: outputDirectory() });
  const stack = new TerraformStack(app, 'stack');
  requireTerraformResidency(stack, cloud, allowed);
  return { app, stack };
}

/** Expects a failure that says `problem`, or none where that is empty. */
function expectFailure(work: () => unknown, problem: string): void {
  if (problem === '') {
    expect(work).not.toThrow();
  } else {
    expect(work).toThrow(problem);
  }
}
