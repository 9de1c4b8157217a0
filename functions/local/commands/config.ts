import { configJsonSchemaText } from '../../../lib/config/json-schema';
import { configFile, loadPlatform, type PlatformOptions } from '../platform';

/** `kumomori config validate`: silent problems become loud; prints what the configuration covers. */
export async function validateConfig(file: string | undefined, options: PlatformOptions): Promise<void> {
  const named = file ?? configFile(options.config);
  const { platform } = await loadPlatform({ config: named });
  const clouds = [platform.aws && 'AWS', platform.azure && 'Azure', platform.gcp && 'Google Cloud'].filter(
    Boolean,
  );
  process.stdout.write(
    `${named}: valid; ${platform.name}, ${platform.lifecycle}, ${platform.volume.tier}, ${clouds.join(', ')}\n`,
  );
}

/** `kumomori config schema`: JSON Schema for editors. */
export function printSchema(): void {
  process.stdout.write(configJsonSchemaText());
}
