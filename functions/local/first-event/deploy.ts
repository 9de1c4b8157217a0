import { bucketName, stackName, trailName } from '../../../infra/policy/names';
import type { PlanContext, Step } from './step';

/** Stacks in the order they build upon each other. With credentials that are trusted by the bootstrap, all at once. */
export function deploy(context: PlanContext): readonly Step[] {
  const { platform, aws, configFile } = context;
  const cdk = (verb: string, part: string) =>
    `npx cdk ${verb} -c config=${configFile} "${platform.name}/${part}"`;
  const organization = aws.organizationId !== undefined;
  return [
    {
      title: 'See what would be made',
      commands: [cdk('diff', '**')],
      verify: 'nothing there that you did not expect',
    },
    {
      title: 'Deploy: each stack after those it builds upon',
      note: organization
        ? `In one go, or part by part: ${['LogArchive/**', 'Management/**', 'Security/**'].map((part) => `"${platform.name}/${part}"`).join(', ')}.`
        : undefined,
      commands: [cdk('deploy', '**')],
      verify: `aws cloudformation describe-stacks --stack-name ${stackName(platform, 'aws', 'raw')} in account ${aws.logArchiveAccount}: CREATE_COMPLETE`,
    },
    ...attached(context),
    ...firstEvent(context),
  ].map((step) => withoutUndefined(step));
}

function attached({ aws, platform }: PlanContext): Step[] {
  if (aws.organizationId === undefined) {
    return [];
  }
  return [
    {
      title: 'See that the security account administers, and that nothing can be switched off',
      as: `management account ${aws.managementAccount}`,
      commands: [
        `aws organizations list-delegated-services-for-account --account-id ${aws.securityAccount}`,
        ...(aws.guardrails.use === 'create'
          ? [
              `aws organizations list-policies-for-target --target-id ${aws.securityAccount} --filter SERVICE_CONTROL_POLICY`,
            ]
          : []),
      ],
      verify:
        aws.guardrails.use === 'create'
          ? `the services are listed, and ${platform.name}-guardrail beside FullAWSAccess`
          : 'the services are listed',
    },
  ];
}

function firstEvent(context: PlanContext): Step[] {
  const { platform, aws, configFile } = context;
  const bucket = bucketOf(context);
  if (aws.services.trail === 'off' || bucket === undefined) {
    return [];
  }
  const arn = aws.existing.trail?.arn ?? trailName(platform);
  return [
    {
      title: 'Wait for the first log, 5 to 15 minutes',
      as: `account ${aws.managementAccount ?? aws.securityAccount}`,
      commands: [`aws cloudtrail get-trail-status --name ${arn} --region ${regionOf(arn) ?? aws.homeRegion}`],
      verify: 'IsLogging is true, LatestDeliveryTime is set, LatestDeliveryError is absent',
    },
    {
      title: 'Read the first event',
      as: `account ${bucket.account}, in a role that may read ${bucket.name}`,
      commands: [
        `KEY=$(aws s3api list-objects-v2 --no-paginate --bucket ${bucket.name} --prefix ${bucket.prefix}${logsOf(context)} --query "Contents[-1].Key" --output text)`,
        `aws s3 cp "s3://${bucket.name}/$KEY" first.json.gz`,
        `npx kumomori --config ${configFile} normalize first.json.gz | head -1`,
      ],
      verify: 'one OCSF event, its account one of yours',
    },
  ];
}

/** Where an organization's trail, or an account's own, puts the logs of the account it is in. */
function logsOf({ aws }: PlanContext): string {
  const account = aws.managementAccount ?? aws.securityAccount;
  const organization = aws.organizationId === undefined ? '' : `${aws.organizationId}/`;
  return `AWSLogs/${organization}${account}/CloudTrail/${aws.homeRegion}/`;
}

/** Where the trail delivers to. */
function bucketOf({
  platform,
  aws,
}: PlanContext): { name: string; account: string; prefix: string } | undefined {
  const existing = aws.existing.trail?.bucket ?? aws.existing.logBucket;
  if (existing) {
    const prefix = existing.prefix === undefined ? '' : `${existing.prefix}/`;
    return { name: existing.name, account: existing.account, prefix };
  }
  return aws.services.log_bucket === 'create'
    ? { name: bucketName(platform, aws, 'raw'), account: aws.logArchiveAccount, prefix: '' }
    : undefined;
}

function regionOf(arn: string): string | undefined {
  return arn.startsWith('arn:') ? arn.split(':')[3] : undefined;
}

function withoutUndefined({
  note,
  ...step
}: Omit<Step, 'note'> & { readonly note?: string | undefined }): Step {
  return note === undefined ? step : { ...step, note };
}
