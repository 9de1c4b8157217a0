import { isObject, type JsonObject, type JsonValue, list } from '../../lib/json';
import { parsed, type Resource, resourcesOf, type StackTemplate, several, spelled } from './template';

/**
 * Where a statement stands: on a thing (who may use it), on a role (who may take it), on an identity (what it may
 * do), or over a whole organization (what nobody may).
 */
export type StatementKind = 'resource' | 'trust' | 'identity' | 'guardrail';

/** One statement of a policy in a template. */
export interface Statement {
  readonly resource: Resource;
  readonly kind: StatementKind;
  readonly effect: string;
  /** `*`, `AWS:<arn or account>`, `Service:<name>`, … with references spelled out. Empty on identities. */
  readonly principals: readonly string[];
  /** Whether it says who is not meant, which leaves everybody else. */
  readonly notPrincipal: boolean;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  /** Operator → key → values, as written. */
  readonly condition: JsonObject;
}

/** Properties that hold policy documents, by resource type, and what their statements are. */
const DOCUMENTS: Readonly<Record<string, readonly (readonly [property: string, kind: StatementKind])[]>> = {
  'AWS::S3::BucketPolicy': [['PolicyDocument', 'resource']],
  'AWS::KMS::Key': [['KeyPolicy', 'resource']],
  'AWS::KMS::ReplicaKey': [['KeyPolicy', 'resource']],
  'AWS::SNS::TopicPolicy': [['PolicyDocument', 'resource']],
  'AWS::SQS::QueuePolicy': [['PolicyDocument', 'resource']],
  'AWS::Logs::ResourcePolicy': [['PolicyDocument', 'resource']],
  'AWS::Logs::Destination': [['DestinationPolicy', 'resource']],
  'AWS::SecretsManager::ResourcePolicy': [['ResourcePolicy', 'resource']],
  'AWS::DynamoDB::Table': [['ResourcePolicy', 'resource']],
  'AWS::Kinesis::ResourcePolicy': [['ResourcePolicy', 'resource']],
  'AWS::ECR::Repository': [['RepositoryPolicyText', 'resource']],
  'AWS::Lambda::LayerVersionPermission': [['Policy', 'resource']],
  'AWS::IAM::Role': [
    ['AssumeRolePolicyDocument', 'trust'],
    ['Policies', 'identity'],
  ],
  'AWS::IAM::Policy': [['PolicyDocument', 'identity']],
  'AWS::IAM::RolePolicy': [['PolicyDocument', 'identity']],
  'AWS::IAM::ManagedPolicy': [['PolicyDocument', 'identity']],
  'AWS::IAM::UserPolicy': [['PolicyDocument', 'identity']],
  'AWS::IAM::GroupPolicy': [['PolicyDocument', 'identity']],
  'AWS::Organizations::Policy': [['Content', 'guardrail']],
  'AWS::Organizations::ResourcePolicy': [['Content', 'resource']],
};

/** Every statement of every policy of a template, grants that are resources of their own included. */
export function statementsOf(stack: StackTemplate): readonly Statement[] {
  return resourcesOf(stack).flatMap((resource) => {
    switch (resource.type) {
      case 'AWS::Events::EventBusPolicy':
        return busStatements(resource);
      case 'AWS::Lambda::Permission':
        return [permissionStatement(resource)];
      default:
        return (DOCUMENTS[resource.type] ?? []).flatMap(([property, kind]) =>
          documentsIn(resource.properties[property]).map((body) => statementOf(resource, kind, body)),
        );
    }
  });
}

/** The statements of a document, of a list of named documents, or of text that holds one. */
function documentsIn(value: JsonValue): readonly JsonObject[] {
  if (Array.isArray(value)) {
    return value.flatMap((one) => (isObject(one) ? documentsIn(one.PolicyDocument) : []));
  }
  const document = parsed(
    isObject(value) && 'PolicyDocument' in value ? value.PolicyDocument : readable(value),
  );
  return several(document?.Statement).filter(isObject);
}

/** Text put together from parts is a document too: its references are spelled out before it is read. */
function readable(value: JsonValue): JsonValue {
  return isObject(value) && ('Fn::Sub' in value || 'Fn::Join' in value) ? spelled(value) : value;
}

function statementOf(resource: Resource, kind: StatementKind, body: JsonObject): Statement {
  const principal = body.Principal ?? body.NotPrincipal;
  return {
    resource,
    kind,
    effect: spelled(body.Effect),
    principals: principalsIn(principal),
    notPrincipal: body.NotPrincipal !== undefined,
    actions: several(body.Action).map(spelled),
    notActions: several(body.NotAction).map(spelled),
    resources: several(body.Resource).map(spelled),
    notResources: several(body.NotResource).map(spelled),
    condition: isObject(body.Condition) ? body.Condition : {},
  };
}

function principalsIn(principal: JsonValue): readonly string[] {
  if (
    isObject(principal) &&
    !('Ref' in principal) &&
    !Object.keys(principal).some((key) => key.startsWith('Fn::'))
  ) {
    return Object.entries(principal).flatMap(([kind, named]) =>
      several(named).map((one) => (spelled(one) === '*' ? '*' : `${kind}:${spelled(one)}`)),
    );
  }
  return several(principal).map((one) => (spelled(one) === '*' ? '*' : `AWS:${spelled(one)}`));
}

function busStatements(resource: Resource): readonly Statement[] {
  const { properties } = resource;
  const written = parsed(properties.Statement);
  if (written) {
    return several(written)
      .filter(isObject)
      .map((body) => statementOf(resource, 'resource', body));
  }
  const condition = isObject(properties.Condition)
    ? {
        [spelled(properties.Condition.Type)]: {
          [spelled(properties.Condition.Key)]: properties.Condition.Value,
        },
      }
    : {};
  const body = {
    Effect: 'Allow',
    Principal: properties.Principal === '*' ? '*' : { AWS: properties.Principal },
    Action: properties.Action,
    Resource: properties.EventBusName,
    Condition: condition,
  };
  return [statementOf(resource, 'resource', body)];
}

/** A Lambda permission says in properties what a statement says in conditions. */
function permissionStatement(resource: Resource): Statement {
  const { Principal, Action, FunctionName, SourceArn, SourceAccount, PrincipalOrgID } = resource.properties;
  const service = spelled(Principal).includes('.amazonaws.com');
  return statementOf(resource, 'resource', {
    Effect: 'Allow',
    Principal: Principal === '*' ? '*' : { [service ? 'Service' : 'AWS']: Principal },
    Action,
    Resource: FunctionName,
    Condition: {
      ArnLike: SourceArn === undefined ? {} : { 'aws:SourceArn': SourceArn },
      StringEquals: {
        ...(SourceAccount === undefined ? {} : { 'aws:SourceAccount': SourceAccount }),
        ...(PrincipalOrgID === undefined ? {} : { 'aws:PrincipalOrgID': PrincipalOrgID }),
      },
    },
  });
}

/** A test of a condition; the key in lower case, as IAM compares it. */
export interface Asked {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** The tests of a statement's condition: all must hold, each with any of its values. */
export function askedBy({ condition }: Statement): readonly Asked[] {
  return Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).map(([key, values]) => ({
      operator,
      key: key.toLowerCase(),
      values: (Array.isArray(values) ? list(values) : [values]).map(spelled),
    })),
  );
}
