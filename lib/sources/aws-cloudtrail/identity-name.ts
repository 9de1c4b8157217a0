import { type JsonObject, object, text } from '../../json';

/**
 * A name for whoever a `userIdentity` describes, never empty: `userName` where CloudTrail gives it; of an assumed role
 * the role's name (its session is `actor.session.uid`), of an IAM or federated user the name in the ARN, `root` for the root
 * user, the service for AWS services, the user id for IAM Identity Center; else the principal, account or `Unknown`.
 */
export function identityName(identity: JsonObject, record: JsonObject): string {
  const given = text(identity.userName);
  if (given !== undefined) {
    return given;
  }
  return (
    nameByType(identity, record) ??
    text(identity.invokedBy) ??
    text(identity.principalId) ??
    lastPart(text(identity.arn)) ??
    text(identity.accountId) ??
    'Unknown'
  );
}

/** The session of an assumed role, from `…:assumed-role/<role>/<session>` or a principal `<role id>:<session>`. */
export function sessionName(identity: JsonObject): string | undefined {
  if (identity.type !== 'AssumedRole') {
    return undefined;
  }
  const principal = text(identity.principalId);
  const colon = principal?.indexOf(':') ?? -1;
  return colon < 0 ? lastPart(text(identity.arn)) : text(principal?.slice(colon + 1));
}

function nameByType(identity: JsonObject, record: JsonObject): string | undefined {
  switch (identity.type) {
    case 'AssumedRole':
      return (
        text(object(object(identity.sessionContext)?.sessionIssuer)?.userName) ?? roleName(text(identity.arn))
      );
    case 'Root':
      return 'root';
    case 'IAMUser':
    case 'FederatedUser':
    case 'Role':
      return lastPart(text(identity.arn));
    case 'IdentityCenterUser':
      return text(object(record.additionalEventData)?.UserName) ?? text(object(identity.onBehalfOf)?.userId);
    default:
      return undefined;
  }
}

function roleName(arn: string | undefined): string | undefined {
  return text(arn?.split('/', 2)[1]);
}

function lastPart(arn: string | undefined): string | undefined {
  return arn === undefined ? undefined : text(arn.slice(arn.lastIndexOf('/') + 1));
}
