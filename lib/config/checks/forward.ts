import { AZURE_CLOUDS, azureCloudOf } from '../../forward/azure-cloud';
import { FINDINGS } from '../../forward/destination';
import { type Finding, type Path, show } from '../problem';
import type { DestinationConfig } from '../schema/forward';
import type { PlatformConfig } from '../schema/platform';
import { SOURCE_METADATA } from '../source-ids';
import { checkAddress, checkSecret } from './alert-channels';
import type { Check } from './check';

const MOST = 10;

/** Forwarding runs on AWS, to receivers that can be reached, of sources that are switched on; no secret stands here. */
export const checkForward: Check = (config, broken) => {
  const entries = Object.entries(config.forward ?? {});
  const findings: Finding[] = [];
  if (entries.length > 0 && config.aws === undefined && !broken.has('aws')) {
    findings.push({
      path: ['forward'],
      message: 'is done on AWS alone: add the aws block, or take this out',
    });
  }
  if (entries.length > MOST) {
    findings.push({
      path: ['forward'],
      message: `has ${entries.length} destinations, at most ${MOST} are possible: take some out`,
    });
  }
  return [...findings, ...entries.flatMap(([name, one]) => checkDestination(one, ['forward', name], config))];
};

function checkDestination(
  one: DestinationConfig,
  path: Path,
  config: Partial<PlatformConfig>,
): readonly Finding[] {
  const sources = checkSources(one.sources, [...path, 'sources'], config);
  switch (one.kind) {
    case 'splunk':
      return [
        ...sources,
        ...checkAddress(one.site, [...path, 'site'], { site: true }),
        ...checkSecret(one.token_secret, [...path, 'token_secret']),
      ];
    case 'sentinel':
      return [
        ...sources,
        ...checkEndpoint(one.endpoint, [...path, 'endpoint']),
        ...checkSecret(one.credential_secret, [...path, 'credential_secret']),
      ];
    case 'security_lake':
      return [
        ...sources,
        ...checkSecret(one.external_id_secret, [...path, 'external_id_secret']),
        ...checkClasses(one.custom_sources, [...path, 'custom_sources']),
        ...checkRegion(one.region, [...path, 'region'], config),
      ];
  }
}

/** A source that gives nothing would never be missed by its receiver. */
function checkSources(given: readonly string[], path: Path, config: Partial<PlatformConfig>): Finding[] {
  return given.flatMap((id, index): Finding[] => {
    const source = SOURCE_METADATA.find((one) => one.id === id);
    const off = config.sources?.[id]?.enabled === false;
    return id === FINDINGS || source === undefined || !off
      ? []
      : [
          {
            path: [...path, index],
            message: `names a source that is switched off, got ${show(id)}: enable sources.${id}, or take this out`,
          },
        ];
  });
}

function checkEndpoint(endpoint: string, path: Path): Finding[] {
  const findings = checkAddress(endpoint, path, { site: true });
  return findings.length > 0 || azureCloudOf(endpoint) !== undefined
    ? findings
    : [
        {
          path,
          message: `is no logs ingestion endpoint, got ${show(endpoint)}: copy it from the data collection rule (https://name.region${AZURE_CLOUDS[0].endpoints})`,
        },
      ];
}

function checkClasses(custom: readonly { readonly class: string }[], path: Path): Finding[] {
  return custom.flatMap(({ class: key }, index) =>
    custom.findIndex((one) => one.class === key) === index
      ? []
      : [
          {
            path: [...path, index, 'class'],
            message: `repeats ${show(key)}: a class goes to one custom source`,
          },
        ],
  );
}

function checkRegion(
  region: string | undefined,
  path: Path,
  { residency }: Partial<PlatformConfig>,
): Finding[] {
  const allowed = residency?.allowed.aws;
  return region === undefined || allowed === undefined || allowed.includes(region)
    ? []
    : [
        {
          path,
          message: `is outside residency.allowed.aws (${allowed.join(', ')}), got ${show(region)}: allow it there, or forward to another region`,
        },
      ];
}
