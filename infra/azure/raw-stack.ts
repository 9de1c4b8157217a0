import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { ResolvedAzure, ResolvedPlatform } from '../../lib/config/resolved';
import { tagsFor } from '../policy/tags';
import { keepStateLocally } from '../policy/terraform-state';
import { RawContainer } from './constructs/raw-container';

export interface AzureRawStackProps {
  readonly platform: ResolvedPlatform;
  readonly azure: ResolvedAzure;
}

/** The raw store: every log as it was delivered, for the lake to be rebuilt from. */
export class AzureRawStack extends TerraformStack {
  constructor(scope: Construct, id: string, { platform, azure }: AzureRawStackProps) {
    super(scope, id);
    const production = platform.lifecycle === 'production';
    keepStateLocally(this);
    new AzurermProvider(this, 'azurerm', {
      tenantId: azure.tenantId,
      subscriptionId: azure.subscriptionId,
      storageUseAzuread: true,
      features: [{ resourceGroup: [{ preventDeletionIfContainsResources: production }] }],
    });
    const group = new ResourceGroup(this, 'group', {
      name: `${platform.name}-raw`,
      location: azure.homeLocation,
      tags: tagsFor(platform, 'raw'),
    });
    new RawContainer(this, 'raw', { platform, azure, resourceGroupName: group.name });
  }
}
