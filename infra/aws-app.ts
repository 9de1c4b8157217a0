import { App, type AppProps } from 'aws-cdk-lib';
import type { ResolvedPlatform } from '../lib/config/resolved';
import { APP_PROPS } from './aws/app-props';
import { PlatformStage } from './aws/platform-stage';
import { loadPlatform, run } from './load-platform';

/** The AWS side of the platform, one stage. None where AWS is not configured. */
export function addAwsStacks(app: App, platform: ResolvedPlatform): void {
  const { aws } = platform;
  if (aws) {
    new PlatformStage(app, { platform, aws });
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
