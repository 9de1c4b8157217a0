import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AWS, GCP, HEAD, problemsOf, resolved } from './support';

const withAlerts = (alerts: string) => `${HEAD}${AWS}alerts:\n${alerts.replaceAll(/^/gm, '  ')}`;
/** Line of the first line under `alerts:`. */
const FIRST = `${HEAD}${AWS}`.split('\n').length + 1;

const EVERY_KIND = `channels:
  pager: { kind: pagerduty, routing_key_secret: kumomori/pagerduty, region: eu }
  chat: { kind: slack, url_secret: slack-soc }
  ops: { kind: teams, url_secret: teams-ops, allowed_hosts: ["*.logic.azure.com"] }
  tickets: { kind: jira, site: "https://corp.atlassian.net", email: bot@corp.example, token_secret: jira, project: SEC }
  siem: { kind: splunk, site: "https://splunk.corp.example:8088", token_secret: hec, index: security }
  soar: { kind: webhook, url: "https://soar.corp.example/in", key_secrets: [soar-new, soar-old] }
  bus: { kind: native }
  hub: { kind: security_hub }
default_channels: [chat, native]
`;

test('every kind of channel becomes what the notifier takes, and reaches its own hosts alone', () => {
  const { channels, routing } = resolved(withAlerts(EVERY_KIND)).alerts;

  expect(routing.defaultChannels).toEqual(['chat', 'native']);
  expect(channels).toEqual({
    native: { kind: 'native' },
    pager: {
      kind: 'http',
      channel: { kind: 'pagerduty', routingKeySecret: 'kumomori/pagerduty', region: 'eu' },
      allowedHosts: ['events.eu.pagerduty.com'],
    },
    chat: {
      kind: 'http',
      channel: { kind: 'slack', urlSecret: 'slack-soc' },
      allowedHosts: ['hooks.slack.com'],
    },
    ops: {
      kind: 'http',
      channel: { kind: 'teams', urlSecret: 'teams-ops' },
      allowedHosts: ['*.logic.azure.com'],
    },
    tickets: {
      kind: 'http',
      channel: {
        kind: 'jira',
        site: 'https://corp.atlassian.net',
        email: 'bot@corp.example',
        tokenSecret: 'jira',
        project: 'SEC',
        issueType: 'Task',
      },
      allowedHosts: ['corp.atlassian.net'],
    },
    siem: {
      kind: 'http',
      channel: {
        kind: 'splunk',
        site: 'https://splunk.corp.example:8088',
        tokenSecret: 'hec',
        host: 'acme',
        index: 'security',
      },
      allowedHosts: ['splunk.corp.example:8088'],
    },
    soar: {
      kind: 'http',
      channel: {
        kind: 'webhook',
        url: 'https://soar.corp.example/in',
        keySecrets: ['soar-new', 'soar-old'],
      },
      allowedHosts: ['soar.corp.example'],
    },
    bus: { kind: 'native' },
    hub: { kind: 'security_hub' },
  });
});

test.each([
  [
    'default_channels: [pagr]\nchannels: { pager: { kind: native } }',
    'alerts.default_channels[0] names no channel, got "pagr": did you mean "pager"?',
  ],
  [
    'routes: [{ level: high, channels: [naitve] }]',
    'alerts.routes[0].channels[0] names no channel, got "naitve": did you mean "native"?',
  ],
  [
    'routes: [{ level: high, channels: [toString] }]',
    'alerts.routes[0].channels[0] must be the name of a channel: lower-case letters, digits, hyphens, got "toString"',
  ],
  [
    'default_channels: [constructor]',
    'alerts.default_channels[0] names no channel, got "constructor": add it to alerts.channels, or use one of native',
  ],
  [
    'channels: { native: { kind: slack, url_secret: s } }',
    "alerts.channels.native is the cloud's own event bus and cannot be of kind slack: give this channel another name",
  ],
  [
    'channels: { c: { kind: slak, url_secret: s } }',
    'alerts.channels.c.kind must be one of native, security_hub, slack, teams, pagerduty, jira, splunk, webhook, got "slak": did you mean "slack"?',
  ],
  [
    'channels: { c: { kind: slack, url_secret: s, allowed_host: [x.example] } }',
    'alerts.channels.c.allowed_host is not a known key: did you mean "allowed_hosts"?',
  ],
  ['channels: { c: { kind: slack } }', 'alerts.channels.c.url_secret is required'],
  [
    'channels: { "My Chat": { kind: native } }',
    'alerts.channels.My Chat must be the name of a channel: lower-case letters, digits, hyphens, got "My Chat"',
  ],
  [
    'channels: { c: { kind: slack, url_secret: s, allowed_hosts: ["*"] } }',
    'alerts.channels.c.allowed_hosts[0] cannot be meant: allowed host "*": give a host in lower case',
  ],
  [
    'channels: { c: { kind: webhook, url: "http://soar.corp.example/", key_secrets: [k] } }',
    'alerts.channels.c.url cannot be sent to: the address begins with http:',
  ],
  [
    'channels: { c: { kind: splunk, site: "https://s.corp.example/services/collector", token_secret: k } }',
    'alerts.channels.c.site must end with the host: leave out the path, give https://s.corp.example',
  ],
  [
    'channels: { c: { kind: webhook, url: "https://hooks.slack.com/services/T/B/x", key_secrets: [k] } }',
    'alerts.channels.c.url is an address of hooks.slack.com, which is a secret as a whole',
  ],
  [
    'channels: { c: { kind: slack, url_secret: "../slack" } }',
    'alerts.channels.c.url_secret must be the name of a secret',
  ],
])('%s is told with its line', (alerts, message) => {
  const problems = problemsOf(withAlerts(alerts));

  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^platform\.yaml:\d+: /);
  expect(problems[0]).toContain(message);
  expect(Number(problems[0]?.split(':')[1])).toBeGreaterThanOrEqual(FIRST);
});

test.each([
  ['without AWS', HEAD + GCP, 'which is on AWS only: add the section aws'],
  [
    'where it is off',
    HEAD + AWS.replace('aws:\n', 'aws:\n  security_hub: off\n'),
    'aws.security_hub is off: make it create or existing',
  ],
])('a channel to Security Hub is refused %s', (_, clouds, message) => {
  const problems = problemsOf(`${clouds}alerts: { channels: { hub: { kind: security_hub } } }\n`);

  expect(problems).toEqual([expect.stringContaining(`alerts.channels.hub is of kind security_hub, `)]);
  expect(problems[0]).toContain(message);
});

describe('a secret that stands in the file', () => {
  // Made up here, so that no tool takes this file for a leak.
  const random = 'a1B2c3D4'.repeat(4);
  test.each([
    ['a Slack address', `kind: slack, url_secret: "https://hooks.slack.com/services/T0/B0/${random}"`],
    ['a Slack token', `kind: slack, url_secret: "xo${'xb'}-1234"`],
    ['a routing key', `kind: pagerduty, routing_key_secret: ${random}`],
    [
      'an Atlassian token',
      `kind: jira, site: "https://c.atlassian.net", email: b@c.example, token_secret: ATATT3${random}, project: SEC`,
    ],
    [
      'a collector token',
      'kind: splunk, site: "https://s.example.com:8088", token_secret: 0a1b2c3d-0000-4000-8000-0123456789ab',
    ],
    ['a signing key', `kind: webhook, url: "https://soar.example.com/in", key_secrets: ["whsec_${random}"]`],
    ['a key in an address', `kind: webhook, url: "https://soar.example.com/${random}", key_secrets: [k]`],
    ['a key behind a ?', `kind: webhook, url: "https://soar.example.com/?token=${random}", key_secrets: [k]`],
    [
      'a password in an address',
      `kind: webhook, url: "https://u:${random}@soar.example.com/", key_secrets: [k]`,
    ],
  ])('%s is refused, and not repeated', (_, channel) => {
    const problems = problemsOf(withAlerts(`channels: { c: { ${channel} } }`));

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/secret/);
    expect(problems[0]).not.toContain(random.slice(0, 12));
    expect(problems[0]).not.toContain('1234');
    expect(problems[0]).not.toContain('0123456789ab');
  });

  test.each([
    'kumomori/slack-webhook',
    'prod.pagerduty.routing-key',
    'SPLUNK_HEC_TOKEN',
    'kumomori-security-operations',
  ])('the name %s is none', (name) => {
    expect(problemsOf(withAlerts(`channels: { c: { kind: slack, url_secret: ${name} } }`))).toEqual([]);
  });
});

test('what the shipped file shows as comments is right once it is taken out of them', () => {
  const shipped = readFileSync(join(__dirname, '../../../infra/config/platform.yaml'), 'utf8');
  const start = shipped.indexOf('\nalerts:');
  const section = shipped.slice(start).replaceAll(/^ {2}# /gm, '  ');

  const { alerts } = resolved(shipped.slice(0, start) + section);

  expect(Object.keys(alerts.channels)).toEqual([
    'native',
    'pager',
    'shop-chat',
    'tickets',
    'siem',
    'hub',
    'soar',
  ]);
  expect(alerts.routing.routes).toHaveLength(2);
});
