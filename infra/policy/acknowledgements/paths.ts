/** Functions of the platform, by the construct that makes each. */
export const FUNCTIONS = [
  'LogArchive/Watch/Landing/Copy',
  'LogArchive/Watch/Landing/Sweep',
  'Security/Enrolment/Function/Enrol',
  'Security/Integrity/Verify',
  'Security/Pipeline/Normalize/Normalize',
  'Security/Pipeline/Reconcile/Reconcile',
  'Security/Pipeline/Notify/Notify',
  'Security/Respond/Step',
  'Security/Respond/Approve',
  'Security/Pipeline/Forward/Forward',
  'Security/Stream/Detect/Detect',
  'Security/Batch/RunBatch/RunBatch',
  'Security/SelfCheck/Canary/Canary',
  'Security/SelfCheck/Watch/Watch',
];

/** A function that aws-cdk-lib writes, which calls an API while CloudFormation deploys. */
export const CALLER = 'AWS679f53fac002430cb0da5b7982bd2287';

/** Roles of teams that ask the lake. */
export const ANALYSTS = 'Security/Query/*/Policy/Resource';

/** Functions that read raw logs and fill the lake. */
export const INGEST = [
  'Security/Pipeline/Normalize/Normalize/Role/Resource',
  'Security/Pipeline/Reconcile/Reconcile/Role/Resource',
];
