import { badAllowedHost, checkUrl } from '../../../../lib/alerts/send/check-url';

const ALLOWED = ['hooks.slack.com', '*.webhook.office.com', 'splunk.example.com:8088', '[2606:4700::1]:8443'];

describe('an address to send to', () => {
  it.each([
    ['https://hooks.slack.com/services/T/B/x', 'hooks.slack.com', 443, '/services/T/B/x'],
    ['https://HOOKS.slack.com:443/a?b=c#d', 'hooks.slack.com', 443, '/a?b=c'],
    ['https://corp.webhook.office.com/x', 'corp.webhook.office.com', 443, '/x'],
    ['https://a.b.webhook.office.com/x', 'a.b.webhook.office.com', 443, '/x'],
    ['https://splunk.example.com:8088', 'splunk.example.com', 8088, '/'],
    ['https://[2606:4700::1]:8443/', '2606:4700::1', 8443, '/'],
  ])('may be %s', (url, hostname, port, path) => {
    expect(checkUrl(url, ALLOWED)).toEqual({ ok: true, value: { hostname, port, path } });
  });

  it.each([
    ['http', 'http://hooks.slack.com/', 'only https:'],
    ['another scheme', 'file:///etc/passwd', 'only https:'],
    ['a user name', 'https://user@hooks.slack.com/', 'user name or password'],
    ['a password', 'https://:pw@hooks.slack.com/', 'user name or password'],
    ['no URL', 'hooks.slack.com/x', 'is no URL'],
    ['a URL too long', `https://hooks.slack.com/${'x'.repeat(5_000)}`, 'is no URL'],
    ['another host', 'https://evil.example/', 'not among the allowed hosts'],
    ['an allowed host as a prefix', 'https://hooks.slack.com.evil.example/', 'not among'],
    ['an allowed host as a suffix', 'https://evilhooks.slack.com/', 'not among'],
    ['an allowed host in the user name', 'https://hooks.slack.com@evil.example/', 'user name'],
    ['an allowed host before a backslash', 'https://evil.example\\.hooks.slack.com/', 'not among'],
    ['the parent of a wildcard', 'https://webhook.office.com/', 'not among'],
    ['a wildcard without its dot', 'https://evilwebhook.office.com/', 'not among'],
    ['a trailing dot', 'https://hooks.slack.com./', 'not among'],
    ['a port that is not listed', 'https://hooks.slack.com:8443/', 'not among'],
    ['443 where another is listed', 'https://splunk.example.com/', 'not among'],
    ['a look-alike', 'https://hooks.ѕlack.com/', 'not among'],
    ['a decimal address', 'https://2852039166/', 'not among'],
  ])('may not have %s', (_name, url, reason) => {
    const result = checkUrl(url, ALLOWED);

    expect(result).toMatchObject({ ok: false, problem: expect.stringContaining(reason) });
  });

  it('is not quoted beyond its host', () => {
    const result = checkUrl('https://evil.example/T0K3N-in-path?sig=T0K3N', ALLOWED);

    expect(JSON.stringify(result)).not.toContain('T0K3N');
  });

  it('may be nothing when no host is allowed', () => {
    expect(checkUrl('https://hooks.slack.com/', [])).toMatchObject({ ok: false });
  });
});

describe('an entry of the allowed hosts', () => {
  it.each(['*', '*.com', '*.', 'https://x.example', 'x.example/path', 'X.example', 'a*.example', ''])(
    'may not be %j, and allows nothing',
    (entry) => {
      expect(badAllowedHost(entry)).toContain('give a host');
      expect(checkUrl('https://x.example/', [entry])).toMatchObject({ ok: false });
    },
  );

  it.each(ALLOWED)('may be %s', (entry) => {
    expect(badAllowedHost(entry)).toBeUndefined();
  });
});
