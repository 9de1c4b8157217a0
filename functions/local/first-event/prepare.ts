import { policyName } from '../../../infra/policy/names';
import { partitionOf } from '../../../lib/config/aws-partition';
import { accountsOf, nameOf, type PlanContext, type PlatformAccount, type Step } from './step';

/** `cdk bootstrap` without --qualifier. */
const DEFAULT_QUALIFIER = 'hnb659fds';
const POLICY_TYPES = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'];

/** What no stack can do: it is done once, before the first deployment. */
export function prepare(context: PlanContext): readonly Step[] {
  return [
    ...enablePolicyTypes(context),
    ...openBucket(context),
    ...accountsOf(context).map((account) => bootstrap(context, account)),
  ];
}

function enablePolicyTypes(context: PlanContext): Step[] {
  const { aws } = context;
  if (aws.organizationId === undefined) {
    return [];
  }
  if (aws.guardrails.use === 'off') {
    return [handOver(context)];
  }
  return [
    {
      title: 'Let the organization have service and resource control policies',
      as: `management account ${aws.managementAccount}`,
      note: 'Once; the organization has all features. A type that is on already says so: go on.',
      commands: [
        'ROOT=$(aws organizations list-roots --query "Roots[0].Id" --output text)',
        ...POLICY_TYPES.map(
          (type) => `aws organizations enable-policy-type --root-id "$ROOT" --policy-type ${type}`,
        ),
      ],
      verify: 'aws organizations list-roots --query "Roots[0].PolicyTypes": both are ENABLED',
    },
  ];
}

/** Guardrails of an organization that keeps its policies elsewhere. */
function handOver({ platform, configFile }: PlanContext): Step {
  return {
    title: 'Take the guardrails to where the organization keeps its policies',
    note: 'Without an id: all of them, with the targets they are meant for.',
    commands: ['scp', 'rcp'].map(
      (id) => `npx kumomori --config ${configFile} guardrails ${id} > ${platform.name}-${id}.json`,
    ),
    verify: 'aws organizations list-policies-for-target, of each target: lists them',
  };
}

/** The policy of a bucket that was there before is its owner's. */
function openBucket({ aws, configFile }: PlanContext): Step[] {
  const { logBucket } = aws.existing;
  return logBucket === undefined
    ? []
    : [
        {
          title: `Let logs into ${logBucket.name}`,
          as: `account ${logBucket.account}`,
          note: 'Its owners merge these statements into the policies of the bucket and of its key.',
          commands: [`npx kumomori --config ${configFile} guardrails bucket-policy`],
          verify: `aws s3api get-bucket-policy --bucket ${logBucket.name} --query Policy: has them`,
        },
      ];
}

/** The roles that deploy, and the most they can do. */
function bootstrap(context: PlanContext, account: PlatformAccount): Step {
  const { platform, aws, configFile } = context;
  const boundary = policyName(platform, 'deployment-boundary');
  const trusts = account.id !== aws.securityAccount;
  return {
    title: `Bootstrap the ${account.role} account, bounded in what deployment can do`,
    as: nameOf(account),
    ...(trusts
      ? {
          note: "--trust lets the security account deploy here. Without it: deploy with this account's own credentials.",
        }
      : {}),
    commands: [
      `npx kumomori --config ${configFile} guardrails deployment-boundary > deployment-boundary.json`,
      `aws iam create-policy --policy-name ${boundary} --policy-document file://deployment-boundary.json`,
      bootstrapCommand(context, account, trusts),
    ],
    verify: `aws ssm get-parameter --name /cdk-bootstrap/${aws.bootstrapQualifier}/version, in each region: 8 or later`,
  };
}

function bootstrapCommand(context: PlanContext, account: PlatformAccount, trusts: boolean): string {
  const { platform, aws } = context;
  const { bootstrapQualifier: qualifier, securityAccount } = aws;
  return [
    `npx cdk bootstrap ${account.regions.map((region) => `aws://${account.id}/${region}`).join(' ')}`,
    ...(trusts ? [`--trust ${securityAccount}`] : []),
    ...(qualifier === DEFAULT_QUALIFIER
      ? []
      : [`--qualifier ${qualifier} --toolkit-stack-name CDKToolkit-${qualifier}`]),
    `--cloudformation-execution-policies arn:${partition(context)}:iam::aws:policy/AdministratorAccess`,
    `--custom-permissions-boundary ${policyName(platform, 'deployment-boundary')}`,
    ...(platform.lifecycle === 'production' ? ['--termination-protection'] : []),
  ].join(' \\\n  ');
}

function partition({ aws }: PlanContext): string {
  return partitionOf(aws.homeRegion);
}
