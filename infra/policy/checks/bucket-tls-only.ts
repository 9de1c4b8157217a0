import { askedBy, type Statement, statementsOf } from '../statements';
import { resourcesOf, spelled } from '../template';
import { type TemplateCheck, violation } from './check';

export const bucketTlsOnly: TemplateCheck = {
  id: 'bucket-tls-only',
  title: 'Buckets, queues and topics refuse requests without TLS',
  controls: ['SC-8', 'SC-13'],
  check: (stack) => {
    const denials = statementsOf(stack).filter(deniesPlain);
    return resourcesOf(stack, ...Object.keys(NAMED_BY)).flatMap((resource) => {
      const refused = denials.some((denial) =>
        namesOf(denial, NAMED_BY[resource.type] ?? '').includes(`\${${resource.logicalId}}`),
      );
      return refused
        ? []
        : [
            violation(
              resource,
              'takes requests without TLS: deny all actions to all where aws:SecureTransport is false',
            ),
          ];
    });
  },
};

/** What needs such a denial, and the property by which a policy names it. */
const NAMED_BY: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'Bucket',
  'AWS::SQS::Queue': 'Queues',
  'AWS::SNS::Topic': 'Topics',
};

function deniesPlain(statement: Statement): boolean {
  const tests = askedBy(statement);
  const [test] = tests;
  return (
    statement.effect === 'Deny' &&
    statement.principals.includes('*') &&
    statement.actions.some((action) => /^(?:s3|sqs|sns):(?:\*|Publish)$/i.test(action)) &&
    tests.length === 1 &&
    test?.operator === 'Bool' &&
    test.key === 'aws:securetransport' &&
    test.values.every((value) => value === 'false')
  );
}

function namesOf({ resource }: Statement, property: string): readonly string[] {
  const named = resource.properties[property];
  return (Array.isArray(named) ? named : [named]).map((one) => spelled(one));
}
