import { badAllowedHost, checkUrl } from '../../alerts/send/check-url';
import { looksLikeSecret } from '../looks-like-secret';
import type { Finding, Path } from '../problem';
import type { AlertChannelConfig } from '../schema/alert-channels';

const SECRET_NAME =
  /^[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?(?:\/[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?)*$/;
const MAX_NAME = 120;
/** Receivers whose whole address is the secret. */
const SECRET_ADDRESS =
  /(?:^|\.)(?:hooks\.slack\.com|webhook\.office\.com|logic\.azure\.com|powerplatform\.com)$/;

/** What is wrong with a channel. A value that may be a secret is never quoted. */
export function checkChannel(channel: AlertChannelConfig, path: Path): Finding[] {
  switch (channel.kind) {
    case 'native':
    case 'security_hub':
      return [];
    case 'slack':
    case 'teams':
      return [
        ...checkSecret(channel.url_secret, [...path, 'url_secret']),
        ...checkHosts(channel.allowed_hosts, [...path, 'allowed_hosts']),
      ];
    case 'pagerduty':
      return checkSecret(channel.routing_key_secret, [...path, 'routing_key_secret']);
    case 'jira':
    case 'splunk':
      return [
        ...checkAddress(channel.site, [...path, 'site'], { site: true }),
        ...checkSecret(channel.token_secret, [...path, 'token_secret']),
      ];
    case 'webhook':
      return [
        ...checkAddress(channel.url, [...path, 'url'], { site: false }),
        ...channel.key_secrets.flatMap((name, index) => checkSecret(name, [...path, 'key_secrets', index])),
      ];
  }
}

export function checkSecret(name: string, path: Path): Finding[] {
  if (looksLikeSecret(name)) {
    return [
      {
        path,
        message:
          'looks like the secret itself, not its name: put it into the secret store (on a laptop a file of mode 600 in the folder of alerts.secrets), name that here, and change the secret if this file was shared',
      },
    ];
  }
  return SECRET_NAME.test(name) && name.length <= MAX_NAME
    ? []
    : [
        {
          path,
          message: `must be the name of a secret: at most ${MAX_NAME} letters, digits and _ . - /, such as kumomori/slack`,
        },
      ];
}

function checkHosts(hosts: readonly string[] | undefined, path: Path): Finding[] {
  return (hosts ?? []).flatMap((host, index) => {
    const bad = badAllowedHost(host);
    return bad === undefined ? [] : [{ path: [...path, index], message: `cannot be meant: ${bad}` }];
  });
}

/** HTTPS, a host that may be allowed, and nothing in it that may be a secret. */
export function checkAddress(text: string, path: Path, { site }: { readonly site: boolean }): Finding[] {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const problem = url ? problemOf(url, site) : 'is no address; give https://host';
  return problem === undefined ? [] : [{ path, message: problem }];
}

function problemOf(url: URL, site: boolean): string | undefined {
  const checked = checkUrl(url.href, [url.host]);
  if (!checked.ok) {
    return `cannot be sent to: ${badAllowedHost(url.host) ?? checked.problem}`;
  }
  if (SECRET_ADDRESS.test(url.hostname)) {
    return `is an address of ${url.hostname}, which is a secret as a whole: use kind slack or teams and put the address into the secret store as url_secret`;
  }
  if (url.search !== '' || url.hash !== '') {
    return 'must have no ? or # in it: what stands there is often a secret; the receiver knows us by the signature';
  }
  if (site && url.pathname !== '/') {
    return `must end with the host: leave out the path, give ${url.origin}`;
  }
  return url.pathname.split('/').some(looksLikeSecret)
    ? 'has a part that looks like a secret: this file must hold none; use an address without one, the signature proves who sends'
    : undefined;
}
