/** What vendors' own keys begin with: Slack, Atlassian, webhook signing, GitHub, Google, AWS. */
const PREFIXES = /^(?:xox[a-z]-|xapp-|ATATT|ATCTT|whsec_|gh[a-z]_|github_pat_|AIza|AKIA|ASIA|ya29\.|eyJ)/;
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Letters and digits without a break, longer than words are: names have hyphens, slashes, dots. */
const RUN = /[A-Za-z0-9+=]{20,}/g;

/**
 * Whether text that should be a secret's name, or a part of an address, seems to be a secret itself: an address, a
 * known beginning, a GUID (Splunk's tokens are), or a long run of letters and digits. A name taken for one is
 * renamed; a secret taken for a name would stand in a repository.
 */
export function looksLikeSecret(value: string): boolean {
  return (
    /^[a-z][a-z0-9+.-]*:\/\//i.test(value) || PREFIXES.test(value) || GUID.test(value) || hasRandomRun(value)
  );
}

function hasRandomRun(value: string): boolean {
  return (value.match(RUN) ?? []).some((run) => /\d/.test(run) && /[A-Za-z]/.test(run));
}
