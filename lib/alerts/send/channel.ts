/** Name of a secret in the secret store. */
export type SecretName = string;

/** A channel that is reached over HTTPS. Whatever is secret is a name here. */
export type HttpChannel =
  | SlackChannel
  | TeamsChannel
  | PagerDutyChannel
  | JiraChannel
  | SplunkChannel
  | WebhookChannel;

/** An incoming webhook, whose URL is the secret. */
export interface SlackChannel {
  readonly kind: 'slack';
  readonly urlSecret: SecretName;
}

/** A Teams workflow, whose URL is the secret. */
export interface TeamsChannel {
  readonly kind: 'teams';
  readonly urlSecret: SecretName;
}

export interface PagerDutyChannel {
  readonly kind: 'pagerduty';
  readonly routingKeySecret: SecretName;
  /** The service region of the account. @default 'us' */
  readonly region?: 'us' | 'eu';
}

export interface JiraChannel {
  readonly kind: 'jira';
  /** `https://example.atlassian.net`. */
  readonly site: string;
  /** Account of the API token. */
  readonly email: string;
  readonly tokenSecret: SecretName;
  readonly project: string;
  readonly issueType: string;
}

export interface SplunkChannel {
  readonly kind: 'splunk';
  /** `https://splunk.example.com:8088`, without the collector's path. */
  readonly site: string;
  readonly tokenSecret: SecretName;
  /** Name of the installation, filed as the event's host. */
  readonly host: string;
  readonly index?: string;
}

export interface WebhookChannel {
  readonly kind: 'webhook';
  readonly url: string;
  /** The key in use first; a second while receivers change over. */
  readonly keySecrets: readonly SecretName[];
}

/** The secrets a channel needs before it can send. */
export function secretsOf(channel: HttpChannel): readonly SecretName[] {
  switch (channel.kind) {
    case 'slack':
    case 'teams':
      return [channel.urlSecret];
    case 'pagerduty':
      return [channel.routingKeySecret];
    case 'jira':
    case 'splunk':
      return [channel.tokenSecret];
    case 'webhook':
      return channel.keySecrets;
  }
}
