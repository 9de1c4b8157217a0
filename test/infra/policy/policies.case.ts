import { covers } from '../../../infra/policy/acknowledgement';
import { ACKNOWLEDGEMENTS } from '../../../infra/policy/acknowledgements';
import { ACTIONS_WITHOUT_RESOURCE } from '../../../infra/policy/actions-without-resource';
import { type Statement, statementsOf } from '../../../infra/policy/statements';
import { withCarried } from '../../../infra/policy/template';
import type { Synthesized } from './synthesized';

/**
 * Walks every policy of every template, StackSets' included, without the checks of synth: what is asked here is asked of
 * the documents alone.
 */
export function everyPolicyIsNarrow({ templates, paths }: Synthesized): void {
  const walked = templates.flatMap(withCarried).flatMap(statementsOf);
  const allowing = walked.filter(({ effect }) => effect === 'Allow');
  const pathOf = ({ resource: { stack, logicalId } }: Statement) =>
    paths.get(stack.stack.includes('/') ? stack.stack : `${stack.stack}/${logicalId}`) ?? '';

  it('says effect, action and resource, and on things and roles whom it is about', () => {
    const incomplete = walked.filter(
      ({ effect, actions, notActions, resources, notResources, principals, kind }) =>
        !['Allow', 'Deny'].includes(effect) ||
        actions.length + notActions.length === 0 ||
        (kind !== 'trust' && resources.length + notResources.length === 0) ||
        (['resource', 'trust'].includes(kind) && principals.length === 0),
    );

    expect(walked.length).toBeGreaterThan(50);
    expect(incomplete.map(placeOf)).toEqual([]);
  });

  it('allows no action on everything that could be on something', () => {
    const wide = allowing
      .filter(({ kind, resources }) => kind === 'identity' && resources.includes('*'))
      .filter(({ actions }) => actions.some((action) => !ACTIONS_WITHOUT_RESOURCE.has(action.toLowerCase())))
      .filter((statement) => !isRecorded('Kumomori-no-wildcard[Resource::*]', pathOf(statement)));

    expect(wide.map(placeOf)).toEqual([]);
  });

  it('allows every action only to the own account, on its own key', () => {
    const all = allowing.filter(({ actions }) =>
      actions.some((action) => action === '*' || action.endsWith(':*')),
    );
    const strange = all.filter(
      ({ resource, actions, principals }) =>
        resource.type !== 'AWS::KMS::Key' ||
        actions.join() !== 'kms:*' ||
        principals.some((principal) => !principal.endsWith(':root')),
    );

    expect(strange.map(placeOf)).toEqual([]);
  });

  it('binds everybody outside the account to the organization or a source', () => {
    const KEYS =
      /"(?:aws:PrincipalOrgID|aws:PrincipalOrgPaths|aws:SourceOrgID|aws:SourceArn|aws:SourceAccount|kms:EncryptionContext:aws:(?:sns:topicArn|logs:arn))"/i;
    const unbound = allowing
      .filter(({ kind }) => kind === 'resource' || kind === 'trust')
      .filter((statement) => statement.principals.some((principal) => isOutside(principal, statement)))
      .filter(({ condition }) => !KEYS.test(JSON.stringify(condition)));

    expect(unbound.map(placeOf)).toEqual([]);
  });
}

function isRecorded(rule: string, path: string): boolean {
  return ACKNOWLEDGEMENTS.some((one) => covers(one, rule, path));
}

/** Lambda apart: it takes a role only for functions of the role's own account. */
function isOutside(principal: string, { kind, resource: { stack } }: Statement): boolean {
  if (principal === 'Service:lambda.amazonaws.com' && kind === 'trust') {
    return false;
  }
  // A role made in the same template: `${Role.Arn}`.
  const own = [stack.account ?? '${AWS::AccountId}', '${AWS::AccountId}', 'AWS:${'];
  return principal === '*' || principal.startsWith('Service:') || !own.some((one) => principal.includes(one));
}

function placeOf({ resource, principals, actions }: Statement): string {
  return `${resource.stack.stack}/${resource.logicalId}: ${principals.join()} ${actions.join()}`;
}
