import {
  ORGANIZATION_POLICY_LIMIT,
  type PolicyDocument,
  type PolicyStatement,
  policyDocument,
} from './document';
import { type GuardrailContext, ownBuckets, platformAccounts } from './exempt';

/** What a statement of the perimeter is about. */
type Stores = Pick<PolicyStatement, 'Action' | 'Resource' | 'Condition'> & { readonly name: string };

/**
 * The stores' perimeter, whatever their own policies say: their buckets and keys are for principals of the
 * organization, and for AWS services that act for an account of it. Requests a service makes for itself, without a
 * source account, pass on to the bucket's own policy.
 */
export function resourceControlPolicy(context: GuardrailContext, organizationId: string): PolicyDocument {
  return policyDocument(
    'the resource control policy',
    ORGANIZATION_POLICY_LIMIT,
    storesOf(context).flatMap((stores) => perimeter(stores, organizationId)),
  );
}

function storesOf(context: GuardrailContext): readonly Stores[] {
  const { platform, aws, partition } = context;
  return [
    { name: 'Buckets', Action: ['s3:*'], Resource: ownBuckets(context) },
    {
      name: 'Keys',
      Action: ['kms:*'],
      Resource: platformAccounts(aws).map((account) => `arn:${partition}:kms:*:${account}:key/*`),
      Condition: { StringEquals: { 'aws:ResourceTag/platform': platform.name } },
    },
  ];
}

function perimeter({ name, Action, Resource, Condition }: Stores, organizationId: string): PolicyStatement[] {
  const deny = { Effect: 'Deny', Principal: '*', Action, Resource } as const;
  return [
    {
      Sid: `${name}ForOrganization`,
      ...deny,
      Condition: {
        ...Condition,
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': organizationId },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    },
    {
      Sid: `${name}ForServicesOfOrganization`,
      ...deny,
      Condition: {
        ...Condition,
        StringNotEqualsIfExists: { 'aws:SourceOrgID': organizationId },
        Null: { 'aws:SourceAccount': 'false' },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
      },
    },
  ];
}
