/** A finding of cfn-lint or Checkov that stays: the rule, where (`<stack>/<logical id>`), and why. */
export interface Explained {
  readonly rule: string;
  readonly at: RegExp;
  readonly reason: string;
}

export const BASELINE: readonly Explained[] = [
  {
    rule: 'W3005',
    at: /Function|Handler|AWS679f/,
    reason: 'aws-cdk-lib writes both the reference and the dependency; one is needless, neither is wrong.',
  },
  {
    rule: 'CKV_AWS_116',
    at: /Function|Handler|AWS679f/,
    reason:
      'Invocations come from queues with dead letters of their own, or from CloudFormation, which reports failures.',
  },
  {
    rule: 'CKV_AWS_117',
    at: /Function|Handler|AWS679f/,
    reason:
      'The functions talk to AWS services alone; in a VPC each region would need endpoints at 7 USD a month each.',
  },
  {
    rule: 'CKV_AWS_115',
    at: /Function|Handler|AWS679f/,
    reason:
      'Event sources bound how many run at once; reserving would take from what the account has for others.',
  },
  {
    rule: 'CKV_AWS_173',
    at: /Function/,
    reason:
      "Environments hold names only, never a secret (Kumomori-no-secret-in-environment); Lambda's key encrypts them.",
  },
  {
    rule: 'W3005',
    at: /aws-pipeline\/LakeBucket/,
    reason: 'The bucket tells queues whose policies must be there first: aws-cdk-lib names queue and policy.',
  },
  {
    rule: 'CKV_AWS_111',
    at: /aws-network\/FunctionsInterfaces/,
    reason: "Network interfaces of Lambda take no resource; the functions' own code is denied them.",
  },
  {
    rule: 'CKV_AWS_18',
    at: /aws-stream\/FailedBucket/,
    reason: 'Batches that failed are gone in two weeks, and the raw store has what is in them.',
  },
  {
    rule: 'CKV_AWS_158',
    at: /Log|ToRawErrors/,
    reason:
      "What functions say about themselves, without log contents; CloudWatch Logs' own key encrypts it.",
  },
  {
    rule: 'CKV_AWS_27',
    at: /Queue|DeadLetters/,
    reason: "Object names only; SQS's own key encrypts them.",
  },
  {
    rule: 'CKV_AWS_18',
    at: /AccessLog/,
    reason: 'It is where access logs go: logging its own access would never end.',
  },
  {
    rule: 'W3005',
    at: /aws-budgets\//,
    reason: 'What tells the topic tries its policy first: aws-cdk-lib names topic and policy.',
  },
  {
    rule: 'CKV_AWS_18',
    at: /aws-cost\/ExportBucket/,
    reason: 'The bill is no log of anybody; CloudTrail names who asked what of it, through Athena.',
  },
  {
    rule: 'CKV_AWS_18',
    at: /aws-query\/ResultsBucket/,
    reason:
      'What queries gave is gone in a month; CloudTrail names who asked what, and who fetched it through Athena.',
  },
];
