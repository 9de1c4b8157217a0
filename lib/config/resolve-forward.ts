import type { ForwardDestination } from '../forward/destination';
import { ClassUid } from '../ocsf/types.generated';
import { present } from './present';
import type { DestinationConfig } from './schema/forward';
import type { PlatformConfig } from './schema/platform';

/** Destinations as they are sent to, in the order of their names. */
export function resolveForward({
  forward,
  aws,
  name,
}: Pick<PlatformConfig, 'forward' | 'aws' | 'name'>): ForwardDestination[] {
  return Object.entries(forward)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, config]) => destination(key, config, { host: name, home: aws?.home_region ?? '' }));
}

function destination(
  name: string,
  config: DestinationConfig,
  { host, home }: { readonly host: string; readonly home: string },
): ForwardDestination {
  const common = { name, sources: [...new Set(config.sources)].sort() };
  switch (config.kind) {
    case 'splunk': {
      const { site, token_secret, index } = config;
      return { ...common, kind: 'splunk', site, tokenSecret: token_secret, host, ...present({ index }) };
    }
    case 'sentinel':
      return {
        ...common,
        kind: 'sentinel',
        endpoint: config.endpoint,
        rule: config.dcr,
        stream: config.stream,
        tenantId: config.tenant_id,
        clientId: config.client_id,
        credentialSecret: config.credential_secret,
      };
    case 'security_lake':
      return {
        ...common,
        kind: 'security_lake',
        region: config.region ?? home,
        externalIdSecret: config.external_id_secret,
        customSources: config.custom_sources.map(({ class: key, location, role }) => {
          const { hostname, pathname } = new URL(location);
          return {
            classUid: ClassUid[key],
            bucket: hostname,
            prefix: `${pathname.slice(1).replace(/\/$/, '')}/`,
            role,
          };
        }),
      };
  }
}
