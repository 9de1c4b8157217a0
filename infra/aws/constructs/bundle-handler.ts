import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { type AssetCode, Code } from 'aws-cdk-lib/aws-lambda';
import { HANDLERS } from '../../policy/platform-handlers';
import { buildHandler } from './build-handler';

const ROOT = join(__dirname, '..', '..', '..');

/**
 * The bundle of `functions/aws/<handler>.ts` as code for a function: one file, everything it imports included, the
 * AWS SDK too, so that what was tested is what runs. Its hash is of its bytes, which are the same on every machine.
 * esbuild is called in the process, at the version package.json pins: no docker, no shell, no network.
 * Throws when there is no such handler, or it does not build.
 */
export function bundleHandler(handler: string): AssetCode {
  const entry = join(HANDLERS, `${handler}.ts`);
  if (!existsSync(join(ROOT, entry))) {
    throw new Error(`${entry}: there is no such handler: name a file of ${HANDLERS}, without .ts`);
  }
  return Code.fromAsset(join(ROOT, HANDLERS), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('bundled-locally'),
      // Not run: it tells the bundles of one directory apart.
      command: [handler],
      local: {
        tryBundle(outputDirectory) {
          buildHandler(entry, outputDirectory);
          return true;
        },
      },
    },
  });
}
