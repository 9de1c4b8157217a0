import type { Route } from '../alerts/routing';
import { present } from './present';
import { resolveChannel } from './resolve-channels';
import type { ResolvedAlerts } from './resolved';
import type { PlatformConfig } from './schema/platform';

/** Routes and limits as `lib/alerts` takes them; an account that the file names is known by its id too. */
export function resolveAlerts({
  alerts,
  aws,
  name,
}: Pick<PlatformConfig, 'alerts' | 'aws' | 'name'>): ResolvedAlerts {
  const ids = new Map(aws?.accounts.map(({ name, id }) => [name.toLowerCase(), id]));
  const routes = alerts.routes.map(
    (route): Route => ({
      channels: route.channels,
      ...present({
        level: route.level,
        accounts: route.accounts?.flatMap((account) =>
          [account, ids.get(account.toLowerCase()) ?? []].flat(),
        ),
        organizationalUnits: route.organizational_units,
        owners: route.owners,
        sources: route.sources,
        occasions: route.on,
        language: route.language,
        timeZone: route.time_zone,
      }),
    }),
  );
  const { burst, per_hour, digest_minutes } = alerts.storm;
  const channels = Object.entries(alerts.channels).map(([key, channel]) => [
    key,
    resolveChannel(channel, name),
  ]);
  return {
    routing: {
      routes,
      defaultChannels: alerts.default_channels,
      language: alerts.language,
      timeZone: alerts.time_zone,
    },
    storm: { burst, perHour: per_hour, digestSeconds: digest_minutes * 60 },
    retention: { alertsDays: alerts.retention.alerts_days, messagesDays: alerts.retention.messages_days },
    channels: { native: { kind: 'native' }, ...Object.fromEntries(channels) },
    secrets: alerts.secrets,
  };
}
