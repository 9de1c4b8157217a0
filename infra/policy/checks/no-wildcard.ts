import { ACTIONS_WITHOUT_RESOURCE } from '../actions-without-resource';
import { type Statement, statementsOf } from '../statements';
import { type TemplateCheck, violation } from './check';

export const noWildcard: TemplateCheck = {
  id: 'no-wildcard',
  title: 'Nobody may do everything, nor anything to everything',
  controls: ['AC-6'],
  check: (stack) =>
    statementsOf(stack)
      .filter(({ effect, kind }) => effect === 'Allow' && kind !== 'guardrail')
      .flatMap((statement) => [
        ...wildActions(statement),
        ...wildResources(statement),
        ...negations(statement),
      ]),
};

/** `*` and `s3:*`. In a key's own policy the account itself must have `kms:*`, or the key is lost to everybody. */
function wildActions(statement: Statement) {
  const wild = statement.actions.filter((action) => /^(?:\*|[\w-]+:\*)$/.test(action));
  const ownKey =
    statement.resource.type === 'AWS::KMS::Key' &&
    statement.principals.every((principal) => /:root$/.test(principal));
  return wild
    .filter((action) => !(ownKey && action === 'kms:*'))
    .map((action) =>
      violation(statement.resource, `allows ${action}: name the actions`, `Action::${action}`),
    );
}

/** A policy on a thing is about that thing: `*` is the thing. On an identity it is every thing there is. */
function wildResources(statement: Statement) {
  const needless = statement.actions.filter((action) => !ACTIONS_WITHOUT_RESOURCE.has(action.toLowerCase()));
  return statement.kind === 'identity' && statement.resources.includes('*') && needless.length > 0
    ? [
        violation(
          statement.resource,
          `allows ${needless.join(', ')} on every resource: name the resources`,
          'Resource::*',
        ),
      ]
    : [];
}

function negations(statement: Statement) {
  return statement.notActions.length + statement.notResources.length > 0
    ? [
        violation(
          statement.resource,
          'allows all but some by NotAction or NotResource: name what is allowed',
          'Not',
        ),
      ]
    : [];
}
