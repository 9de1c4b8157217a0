import { type Asked, askedBy, type Statement, statementsOf } from '../statements';
import { type TemplateCheck, violation } from './check';

/** Keys that tie whoever asks to an organization. */
const ORGANIZATION = ['aws:principalorgid', 'aws:principalorgpaths', 'aws:resourceorgid'];
/** Keys that tie a service's request to whose resource it is for: without one any customer of the service gets in. */
const SOURCE = [
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'kms:encryptioncontext:aws:cloudtrail:arn',
  'kms:encryptioncontext:aws:sns:topicarn',
  'kms:encryptioncontext:aws:logs:arn',
  'kms:encryptioncontext:aws:s3:arn',
];
/**
 * Services that take a role only for something of the role's own account, made by somebody with iam:PassRole on it, and
 * whose documents give no source condition for the trust policy.
 */
const OWN_ACCOUNT_ONLY = ['lambda.amazonaws.com'];
/** Operators that require a value. `…IfExists`, `Null` and negations let requests through that have none. */
const POSITIVE = /^(?:ForAnyValue:)?(?:StringEquals|StringLike|StringEqualsIgnoreCase|ArnEquals|ArnLike)$/;

export const principalBound: TemplateCheck = {
  id: 'principal-bound',
  title: 'Whoever is outside the account is bound to the organization, every service to a source',
  controls: ['AC-3', 'AC-6', 'SC-7'],
  check: (stack) =>
    statementsOf(stack)
      .filter(({ effect, kind }) => effect === 'Allow' && (kind === 'resource' || kind === 'trust'))
      .flatMap((statement) => {
        if (statement.notPrincipal) {
          return [
            violation(
              statement.resource,
              'allows everybody but some by NotPrincipal: name who is meant',
              'NotPrincipal',
            ),
          ];
        }
        return statement.principals.flatMap((principal) => {
          const lack = whatLacks(principal, statement);
          return lack === undefined
            ? []
            : [
                violation(
                  statement.resource,
                  `allows ${statement.actions.join(', ')} to ${principal} ${lack}`,
                  principal,
                ),
              ];
        });
      }),
};

function whatLacks(principal: string, statement: Statement): string | undefined {
  const bound = (keys: readonly string[]) =>
    askedBy(statement).some((asked) => keys.includes(asked.key) && requires(asked));
  const [kind, named = ''] = [
    principal.slice(0, principal.indexOf(':')),
    principal.slice(principal.indexOf(':') + 1),
  ];
  switch (kind) {
    case 'Service':
      return bound(SOURCE) || (statement.kind === 'trust' && OWN_ACCOUNT_ONLY.includes(named))
        ? undefined
        : 'without a condition on its source: add aws:SourceArn, aws:SourceAccount or aws:SourceOrgID';
    case 'AWS':
      return isOwn(named, statement) || bound(ORGANIZATION)
        ? undefined
        : 'of another account without a condition on the organization: add aws:PrincipalOrgID';
    default:
      return bound(ORGANIZATION) || bound(SOURCE)
        ? undefined
        : 'without a condition on the organization: name who is meant, or add aws:PrincipalOrgID';
  }
}

/** Whether a condition's test keeps anybody out: of a value that is all wildcards it does not. */
function requires({ operator, values }: Asked): boolean {
  return (
    POSITIVE.test(operator) &&
    values.length > 0 &&
    values.every((value) => /[^*?]/.test(value) && !/^arn:[*?]+(?::[*?]*)*$/.test(value))
  );
}

/** A role or user of the template's own account, the account itself, or something made in the same template. */
function isOwn(named: string, { resource: { stack } }: Statement): boolean {
  if (/^\$\{\w+(?:\.\w+)*\}$/.test(named)) {
    return true;
  }
  const plain = named.replaceAll(/\$\{AWS::(\w+)\}/g, '<$1>');
  const account = plain.startsWith('arn:') ? plain.split(':')[4] : plain;
  return account === '<AccountId>' || (account !== undefined && account === stack.account);
}
