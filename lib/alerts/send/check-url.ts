import { fail, ok, type Result } from '../../result';

/** An allowed receiver: `hooks.slack.com`, `*.webhook.office.com` (any depth below it), `splunk.example.com:8088`. */
export type AllowedHost = string;

/** Where a request may go. */
export interface Endpoint {
  readonly hostname: string;
  readonly port: number;
  /** Path and query. */
  readonly path: string;
}

const HTTPS_PORT = 443;
const MAX_URL = 4_096;

/**
 * The endpoint of a URL, or why nothing may be sent there: HTTPS only, no user name or password in it, a host that is
 * on the list, port 443 unless the list names another. Reasons never quote the path or query, which may be secret.
 */
export function checkUrl(text: string, allowed: readonly AllowedHost[]): Result<Endpoint> {
  const url = text.length <= MAX_URL && URL.canParse(text) ? new URL(text) : undefined;
  if (!url) {
    return fail('the address is no URL; give https://host/path');
  }
  if (url.protocol !== 'https:') {
    return fail(`the address begins with ${url.protocol.slice(0, 12)}; only https: is sent to`);
  }
  if (url.username !== '' || url.password !== '') {
    return fail('the address has a user name or password in it; name a secret for the header instead');
  }
  const port = url.port === '' ? HTTPS_PORT : Number(url.port);
  if (!allowed.some((entry) => isAllowed(entry, url.hostname, port))) {
    return fail(
      `host ${url.hostname} port ${port} is not among the allowed hosts (${allowed.join(', ') || 'none'}); add it there`,
    );
  }
  return ok({ hostname: url.hostname.replace(/^\[|\]$/g, ''), port, path: `${url.pathname}${url.search}` });
}

/** Why an entry of the list cannot be meant, or undefined: `*` alone, `*.com`, a scheme, a path. */
export function badAllowedHost(entry: AllowedHost): string | undefined {
  const { host } = split(entry);
  const suffix = host.startsWith('*.') ? host.slice(2) : host;
  const isName = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(suffix) || /^\[[0-9a-f:.]+\]$/.test(suffix);
  if (!isName || (suffix !== host && !suffix.includes('.'))) {
    return `allowed host "${entry}": give a host in lower case (hooks.slack.com), *.domain.tld, or host:port`;
  }
  return undefined;
}

function isAllowed(entry: AllowedHost, hostname: string, port: number): boolean {
  if (badAllowedHost(entry) !== undefined) {
    return false;
  }
  const { host, port: allowedPort } = split(entry);
  const isHost = host.startsWith('*.')
    ? hostname.endsWith(host.slice(1)) && hostname.length >= host.length
    : hostname === host;
  return isHost && port === allowedPort;
}

function split(entry: AllowedHost): { readonly host: string; readonly port: number } {
  const match = /:(\d{1,5})$/.exec(entry);
  const isBareV6 = match !== null && entry.startsWith('[') && !entry.includes(']:');
  return match && !isBareV6
    ? { host: entry.slice(0, match.index), port: Number(match[1]) }
    : { host: entry, port: HTTPS_PORT };
}
