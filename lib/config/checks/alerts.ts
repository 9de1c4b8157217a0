import { didYouMean } from '../did-you-mean';
import type { Finding, Path } from '../problem';
import type { PlatformConfig } from '../schema/platform';
import { checkChannel } from './alert-channels';
import type { Check } from './check';

type Alerts = PlatformConfig['alerts'];

/** There without being configured: the cloud's own bus. */
const NATIVE = 'native';

/** Every channel that is named exists, and each can be sent to without this file holding a secret. */
export const checkAlerts: Check = ({ alerts, aws }) =>
  alerts === undefined
    ? []
    : [
        ...checkNames(alerts),
        ...checkNative(alerts),
        ...checkSecurityHub(alerts, aws),
        ...checkChannels(alerts),
      ];

function checkNames({ channels, default_channels, routes }: Alerts): Finding[] {
  const known = [...new Set([NATIVE, ...Object.keys(channels)])];
  const named: [Path, readonly string[]][] = [
    [['alerts', 'default_channels'], default_channels],
    ...routes.map((route, index): [Path, readonly string[]] => [
      ['alerts', 'routes', index, 'channels'],
      route.channels,
    ]),
  ];
  return named.flatMap(([path, names]) =>
    names.flatMap((name, index) =>
      known.includes(name)
        ? []
        : [
            {
              path: [...path, index],
              message: `names no channel, got "${name}"${didYouMean(name, known) || `: add it to alerts.channels, or use one of ${known.join(', ')}`}`,
            },
          ],
    ),
  );
}

function checkNative({ channels }: Alerts): Finding[] {
  const kind = Object.hasOwn(channels, NATIVE) ? channels[NATIVE]?.kind : undefined;
  return kind === undefined || kind === NATIVE
    ? []
    : [
        {
          path: ['alerts', 'channels', NATIVE],
          message: `is the cloud's own event bus and cannot be of kind ${kind}: give this channel another name`,
        },
      ];
}

function checkSecurityHub({ channels }: Alerts, aws: PlatformConfig['aws']): Finding[] {
  return aws !== undefined && aws.security_hub !== 'off'
    ? []
    : Object.entries(channels)
        .filter(([, { kind }]) => kind === 'security_hub')
        .map(([name]) => ({
          path: ['alerts', 'channels', name],
          message:
            aws === undefined
              ? 'is of kind security_hub, which is on AWS only: add the section aws, or use another kind'
              : 'is of kind security_hub, and aws.security_hub is off: make it create or existing, or use another kind',
        }));
}

function checkChannels({ channels }: Alerts): Finding[] {
  return Object.entries(channels).flatMap(([name, channel]) =>
    checkChannel(channel, ['alerts', 'channels', name]),
  );
}
