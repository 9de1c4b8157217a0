import { fail, ok, type Result } from '../../result';

/** Whose word counts: a role's name, in one account. */
export interface Responders {
  readonly account: string;
  /** Of the role, and of the Identity Center permission set. */
  readonly name: string;
}

/**
 * The person behind an identity: an ARN's last part (the session, which bears the user's name), or the name itself;
 * without regard to case, and of an e-mail address what stands before the `@`. Two people who share it are taken for
 * one: rather one approval too few.
 */
export function personOf(identity: string): string {
  const name = identity.slice(identity.lastIndexOf('/') + 1);
  return (name.split('@', 1)[0] || name).toLowerCase();
}

/**
 * Whether an identity, as STS tells it, is one whose session is sure to bear the person's own name: Identity Center's
 * role of the permission set, or the role that IAM users take under their user name. No other may decide, whatever
 * else it may do in the account.
 */
export function checkResponder(arn: string, { account, name }: Responders): Result<string> {
  const [, , service, , owner, resource = ''] = arn.split(':');
  const [kind, role = '', session = '', ...rest] = resource.split('/');
  const ofSignIn = `AWSReservedSSO_${name}_`;
  const isTheirs =
    role === name || (role.startsWith(ofSignIn) && /^[0-9a-f]+$/.test(role.slice(ofSignIn.length)));
  return service === 'sts' &&
    owner === account &&
    kind === 'assumed-role' &&
    isTheirs &&
    session !== '' &&
    rest.length === 0
    ? ok(arn)
    : fail(`${arn}: only people with the role or permission set ${name} of account ${account} may do this`);
}
