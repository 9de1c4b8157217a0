/** A statement of a policy, as IAM and Organizations read it. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*';
  readonly Action: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

/** Most characters that Organizations takes of a service or resource control policy, white space included. */
export const ORGANIZATION_POLICY_LIMIT = 5120;

/** Most characters that IAM takes of a managed policy, white space not counted. */
export const MANAGED_POLICY_LIMIT = 6144;

/** A document of those statements. Throws where it would be longer than `limit`, naming what can be taken out. */
export function policyDocument(
  name: string,
  limit: number,
  statements: readonly PolicyStatement[],
): PolicyDocument {
  const document: PolicyDocument = { Version: '2012-10-17', Statement: statements };
  const { length } = policyText(document);
  if (length > limit) {
    throw new Error(
      `${name} has ${length} characters, ${limit} are allowed: list fewer aws.guardrail_exempt_roles, or one with a * for several`,
    );
  }
  return document;
}

/** The document as it is sent: without white space, which counts. */
export function policyText(document: PolicyDocument): string {
  return JSON.stringify(document);
}
