import { App, type AppProps } from 'aws-cdk-lib';
import type { ResolvedPlatform } from '../lib/config/resolved';
import { APP_PROPS } from './aws/app-props';
import { RawStack } from './aws/raw-stack';
import { loadPlatform, run } from './load-platform';
import { stackName } from './policy/names';
import { requireAwsResidency } from './policy/residency';

/** The AWS side of the platform: its stacks in the order the data takes. None where AWS is not configured. */
export function addAwsStacks(app: App, platform: ResolvedPlatform): void {
  const { aws } = platform;
  if (aws) {
    new RawStack(app, stackName(platform, 'aws', 'raw'), { platform, aws });
    requireAwsResidency(app, aws.allowedRegions);
  }
}

/** An app that writes the same bytes everywhere. */
export function newAwsApp(props: AppProps = {}): App {
  return new App({ ...APP_PROPS, ...props });
}

if (require.main === module) {
  run(() => {
    const app = newAwsApp();
    const config: unknown = app.node.tryGetContext('config');
    addAwsStacks(app, loadPlatform(typeof config === 'string' ? config : undefined));
    app.synth();
  });
}
