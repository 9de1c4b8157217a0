import { App, type AppProps, Validations } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { ResolvedPlatform } from '../lib/config/resolved';
import { APP_PROPS } from './aws/app-props';
import { PlatformStage } from './aws/platform-stage';
import { loadPlatform, run, today } from './load-platform';
import { ACKNOWLEDGEMENTS } from './policy/acknowledgements';
import { writeAuditIndex } from './policy/audit-index';
import { PolicyValidation } from './policy/policy-validation';

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

/**
 * Writes the templates and the auditors' index; fails where a check finds what nobody acknowledged.
 * `today` (YYYY-MM-DD, UTC) only decides whether acknowledgements still hold: it is in no byte that is written.
 */
export function synthesizeAws(app: App, today: string): CloudAssembly {
  Validations.of(app).addPlugins(new PolicyValidation({ acknowledgements: ACKNOWLEDGEMENTS, today }));
  const assembly = app.synth();
  writeAuditIndex(assembly);
  return assembly;
}

if (require.main === module) {
  run(() => {
    const app = newAwsApp();
    const config: unknown = app.node.tryGetContext('config');
    for (const file of typeof config === 'string' ? config.split(',') : [undefined]) {
      addAwsStacks(app, loadPlatform(file));
    }
    synthesizeAws(app, today());
  });
}
