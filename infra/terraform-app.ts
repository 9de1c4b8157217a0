import { App, type AppConfig } from 'cdktf';
import type { ResolvedPlatform } from '../lib/config/resolved';
import { AzureRawStack } from './azure/raw-stack';
import { GcpRawStack } from './gcp/raw-stack';
import { loadPlatform, run } from './load-platform';
import { stackName } from './policy/names';
import { requireTerraformResidency } from './policy/residency';

/** The Azure and Google Cloud sides of the platform: their stacks in the order the data takes. */
export function addTerraformStacks(app: App, platform: ResolvedPlatform): void {
  const { azure, gcp } = platform;
  if (azure) {
    const raw = new AzureRawStack(app, stackName(platform, 'azure', 'raw'), { platform, azure });
    requireTerraformResidency(raw, 'azure', azure.allowedLocations);
  }
  if (gcp) {
    const raw = new GcpRawStack(app, stackName(platform, 'gcp', 'raw'), { platform, gcp });
    requireTerraformResidency(raw, 'gcp', gcp.allowedLocations);
  }
}

/** An app that writes the same bytes everywhere. */
export function newTerraformApp(config: AppConfig = {}): App {
  return new App({ stackTraces: false, ...config });
}

if (require.main === module) {
  run(() => {
    const app = newTerraformApp();
    addTerraformStacks(app, loadPlatform());
    app.synth();
  });
}
