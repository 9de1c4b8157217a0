import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, extname, isAbsolute, join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Architecture, Code, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { compare } from '../../../lib/compare';
import type { ResolvedPlatform } from '../../../lib/config/resolved';
import type { RuleFile } from '../../../lib/sigma/rule-file';
import { BUNDLE_FILES, type BundledPlatform } from '../../../lib/targets/aws/bundle';

const ROOT = join(__dirname, '..', '..', '..');
const SHIPPED_RULES = join('lib', 'detections');
const SHIPPED_GEO = join(
  'node_modules',
  '@ip-location-db',
  'geo-whois-asn-country-mmdb',
  'geo-whois-asn-country.mmdb',
);

/** Where Lambda puts what is in the layer. */
export const BUNDLE_FOLDER = '/opt/bundle';

/**
 * Configuration, rules and reference data for the pipeline's functions: a layer, so that all have the same and none of
 * it is in their code. Its hash is of its bytes.
 */
export function bundleLayer(scope: Construct, id: string, platform: ResolvedPlatform): LayerVersion {
  const folder = configFolder(scope);
  const { volume, privacy, enrichment, sources, detections, alerts, forward } = platform;
  const bundled: BundledPlatform = { volume, privacy, enrichment, sources, detections, alerts, forward };
  const code = Code.fromAsset(join(ROOT, SHIPPED_RULES), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('bundled-locally'),
      // Not run: tells the bundles of different configurations apart.
      command: [JSON.stringify(bundled)],
      local: {
        tryBundle(output) {
          writeBundle(bundled, folder, join(output, 'bundle'));
          return true;
        },
      },
    },
  });
  return new LayerVersion(scope, id, {
    code,
    description: 'Configuration, rules and reference data of Kumomori',
    compatibleRuntimes: [Runtime.NODEJS_24_X],
    compatibleArchitectures: [Architecture.ARM_64],
  });
}

/** The folder that the configuration's relative paths start from: that of the file `infra/aws-app.ts` reads. */
function configFolder(scope: Construct): string {
  const named: unknown = scope.node.tryGetContext('config');
  const file =
    typeof named === 'string'
      ? named
      : (process.env.KUMOMORI_CONFIG ?? join('infra', 'config', 'platform.yaml'));
  return isAbsolute(file) ? dirname(file) : join(ROOT, dirname(file));
}

/** What lib/targets/aws/bundle.ts reads. Throws, naming it, where the configuration names a file that is not there. */
export function writeBundle(platform: BundledPlatform, configFolder: string, output: string): void {
  mkdirSync(output, { recursive: true });
  const placed = (path: string) => (isAbsolute(path) ? path : join(configFolder, path));
  const copy = (path: string | undefined, name: string) => {
    if (path === undefined) {
      return undefined;
    }
    const target = `${name}${extname(path)}`;
    writeFileSync(join(output, target), readNamed(placed(path)));
    return target;
  };
  const { enrichment, detections } = platform;
  const geo = enrichment.geo.length > 0 ? enrichment.geo : [join(ROOT, SHIPPED_GEO)];
  const bundled: BundledPlatform = {
    ...platform,
    enrichment: {
      geo: geo.flatMap((path, index) => copy(path, `geo-${index}`) ?? []),
      users: copy(enrichment.users, 'users'),
      accounts: copy(enrichment.accounts, 'accounts'),
    },
    detections: { ...detections, suppressions: copy(detections.suppressions, 'suppressions') },
  };
  const rules = [
    ...ruleFiles(join(ROOT, SHIPPED_RULES), SHIPPED_RULES),
    ...detections.rules.flatMap((folder) => ruleFiles(placed(folder), folder)),
  ];
  writeFileSync(join(output, BUNDLE_FILES.platform), JSON.stringify(bundled));
  writeFileSync(join(output, BUNDLE_FILES.rules), JSON.stringify(rules));
}

/** Every rule file below a folder, in the order of names; named as from the configuration, not as on this machine. */
function ruleFiles(folder: string, named: string): RuleFile[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => compare(a.name, b.name));
  return entries.flatMap((entry) => {
    const [path, name] = [join(folder, entry.name), join(named, entry.name)];
    if (entry.isDirectory()) {
      return ruleFiles(path, name);
    }
    return /\.ya?ml$/.test(entry.name) ? [{ path: name, text: readFileSync(path, 'utf8') }] : [];
  });
}

function readNamed(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new Error(`${path}: named by the configuration and cannot be read: mend enrichment or detections`);
  }
}
