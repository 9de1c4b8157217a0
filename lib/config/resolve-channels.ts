import type { HttpChannel } from '../alerts/send/channel';
import type { AllowedHost } from '../alerts/send/check-url';
import { present } from './present';
import type { ResolvedChannel } from './resolved';
import type { AlertChannelConfig } from './schema/alert-channels';

const SLACK: readonly AllowedHost[] = ['hooks.slack.com'];
/** Workflows of Power Automate, before and after its move, and the retired connectors. */
const TEAMS: readonly AllowedHost[] = [
  '*.logic.azure.com',
  '*.api.powerplatform.com',
  '*.webhook.office.com',
];
const PAGERDUTY = { us: 'events.pagerduty.com', eu: 'events.eu.pagerduty.com' } as const;

/** A channel as the notifier takes it, with the only hosts it may reach. `name` is the platform's. */
export function resolveChannel(config: AlertChannelConfig, name: string): ResolvedChannel {
  switch (config.kind) {
    case 'native':
      return { kind: 'native' };
    case 'security_hub':
      return { kind: 'security_hub' };
    case 'slack':
      return http({ kind: 'slack', urlSecret: config.url_secret }, config.allowed_hosts ?? SLACK);
    case 'teams':
      return http({ kind: 'teams', urlSecret: config.url_secret }, config.allowed_hosts ?? TEAMS);
    case 'pagerduty': {
      const { region, routing_key_secret } = config;
      return http({ kind: 'pagerduty', routingKeySecret: routing_key_secret, region }, [PAGERDUTY[region]]);
    }
    case 'jira': {
      const { site, email, token_secret, project, issue_type } = config;
      return http({ kind: 'jira', site, email, tokenSecret: token_secret, project, issueType: issue_type }, [
        new URL(site).host,
      ]);
    }
    case 'splunk': {
      const { site, token_secret, index } = config;
      const channel = { kind: 'splunk', site, tokenSecret: token_secret, host: name } as const;
      return http({ ...channel, ...present({ index }) }, [new URL(site).host]);
    }
    case 'webhook':
      return http({ kind: 'webhook', url: config.url, keySecrets: config.key_secrets }, [
        new URL(config.url).host,
      ]);
  }
}

function http(channel: HttpChannel, allowedHosts: readonly AllowedHost[]): ResolvedChannel {
  return { kind: 'http', channel, allowedHosts };
}
