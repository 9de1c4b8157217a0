import { Stack } from 'aws-cdk-lib';
import { awsChecks } from '../../../functions/local/first-event/checks';
import { firstEventPlan, planText } from '../../../functions/local/first-event/plan';
import type { PlanContext } from '../../../functions/local/first-event/step';
import { addAwsStacks, newAwsApp } from '../../../infra/aws-app';
import { outputDirectory, platformOf, removeOutputs } from '../../infra/support';
import { AWS, AWS_ORGANIZATION } from '../../lib/config/support';

afterAll(removeOutputs);

function contextOf(text: string, lifecycle: 'trial' | 'production' = 'production'): PlanContext {
  const platform = platformOf(lifecycle, '', text);
  if (platform.aws === undefined) {
    throw new Error('the platform has no AWS');
  }
  return { platform, aws: platform.aws, configFile: 'platform.yaml' };
}

const commandsOf = (context: PlanContext) => firstEventPlan(context).flatMap(({ commands }) => commands);
const bootstraps = (context: PlanContext) =>
  commandsOf(context).filter((one) => one.startsWith('npx cdk bootstrap'));

/** The environments named in the bootstrap commands. */
const bootstrapped = (context: PlanContext) =>
  bootstraps(context).flatMap((command) => command.match(/aws:\/\/\d{12}\/[a-z0-9-]+/g) ?? []);

const CHINA = AWS_ORGANIZATION.replaceAll('ap-northeast-1', 'cn-north-1')
  .replaceAll('us-east-1', 'cn-northwest-1')
  .replace(/ {2}organizational_units.*\n/, '');

describe('the way to the first event', () => {
  const plan = firstEventPlan(contextOf(AWS_ORGANIZATION));

  it('goes from the organization to one event, in this order', () => {
    expect(plan.map(({ title }) => title)).toEqual([
      'Let the organization have service and resource control policies',
      'Bootstrap the management account, bounded in what deployment can do',
      'Bootstrap the log archive account, bounded in what deployment can do',
      'Bootstrap the security account, bounded in what deployment can do',
      'See what would be made',
      'Deploy: each stack after those it builds upon',
      'See that the security account administers, and that nothing can be switched off',
      'Wait for the first log, 5 to 15 minutes',
      'Read the first event',
    ]);
  });

  it('says of every step how to see that it is done', () => {
    expect(plan.filter(({ commands, verify }) => commands.length === 0 || verify === '')).toEqual([]);
  });

  it('lets the security account deploy to the others, within the boundary', () => {
    const [management, logArchive, security] = bootstraps(contextOf(AWS_ORGANIZATION));

    for (const command of [management, logArchive]) {
      expect(command).toContain('--trust 222222222222');
    }
    expect(security).not.toContain('--trust');
    for (const command of [management, logArchive, security]) {
      expect(command).toContain('--custom-permissions-boundary acme-deployment-boundary');
      expect(command).toContain('arn:aws:iam::aws:policy/AdministratorAccess');
      expect(command).toContain('--termination-protection');
    }
  });

  it('bootstraps under the configured qualifier, beside others', () => {
    const [command] = bootstraps(contextOf(`${AWS_ORGANIZATION}  bootstrap_qualifier: vault\n`));

    expect(command).toContain('--qualifier vault --toolkit-stack-name CDKToolkit-vault');
  });

  it.each([
    ['an organization', AWS_ORGANIZATION],
    ['an organization without Security Hub', `${AWS_ORGANIZATION}  security_hub: off\n`],
    ['one account for archive and security', AWS_ORGANIZATION.replace(/ {4}- \{ name: Log archive.*\n/, '')],
    ['a single account', AWS],
    [
      'an organization whose bill is exported',
      `cost: { export: create, anomaly_usd: 5 }\n${AWS_ORGANIZATION.replace('regions: [ap-northeast-1, us-east-1]', 'regions: [ap-northeast-1]')}`,
    ],
    [
      'a single account with a budget',
      `residency: { allowed: { aws: [ap-northeast-1, us-east-1] } }\ncost: { platform_monthly_usd: 5 }\n${AWS}`,
    ],
  ])('bootstraps every place that stacks of %s go to', (_, text) => {
    const context = contextOf(text);
    const app = newAwsApp({ outdir: outputDirectory(), context: { 'aws:cdk:bundling-stacks': [] } });
    addAwsStacks(app, context.platform);

    const places = app.node
      .findAll()
      .filter((construct) => Stack.isStack(construct))
      .map(({ account, region }) => `aws://${account}/${region}`);

    expect(bootstrapped(context)).toEqual(expect.arrayContaining(places));
  });

  it('is shorter for a single account: no organization, one bootstrap', () => {
    const text = planText(contextOf(AWS, 'trial'));

    expect(text).toContain('from an empty account to the first event');
    expect(text).not.toMatch(/organizations|Management|--trust|--termination-protection/);
    expect(bootstrapped(contextOf(AWS))).toEqual(['aws://222222222222/ap-northeast-1']);
  });

  it('fits on a page', () => {
    const lines = planText(contextOf(AWS_ORGANIZATION)).split('\n');

    expect(lines.length).toBeLessThanOrEqual(75);
  });

  it('reads where an existing trail delivers to, under its prefix, in its region', () => {
    const commands = commandsOf(
      contextOf(`${AWS_ORGANIZATION}  trail: existing
  existing:
    trail:
      arn: arn:aws:cloudtrail:us-east-1:111111111111:trail/organization
      bucket: { name: org-logs, account: '666666666666', region: us-east-1, prefix: o-a1b2c3d4e5 }
`),
    );

    expect(commands).toContain(
      'aws cloudtrail get-trail-status --name arn:aws:cloudtrail:us-east-1:111111111111:trail/organization --region us-east-1',
    );
    expect(commands.join('\n')).toContain(
      '--bucket org-logs --prefix o-a1b2c3d4e5/AWSLogs/o-a1b2c3d4e5/111111111111/CloudTrail/',
    );
  });

  it('has the owners of an existing bucket let logs in', () => {
    const plan = firstEventPlan(
      contextOf(`${AWS_ORGANIZATION}  log_bucket: existing
  existing: { log_bucket: { name: org-logs, account: '666666666666', region: ap-northeast-1 } }
`),
    );

    expect(plan.find(({ title }) => title === 'Let logs into org-logs')).toMatchObject({
      as: 'account 666666666666',
      commands: ['npx kumomori --config platform.yaml guardrails bucket-policy'],
    });
  });

  it.each([
    ['guardrails', '  guardrails: off\n', /enable-policy-type|list-policies-for-target/],
    ['a trail', '  trail: off\n', /get-trail-status|first\.json\.gz/],
  ])('leaves out what belongs to %s where that is off', (_, lines, pattern) => {
    expect(commandsOf(contextOf(AWS_ORGANIZATION)).join('\n')).toMatch(pattern);
    expect(commandsOf(contextOf(AWS_ORGANIZATION + lines)).join('\n')).not.toMatch(pattern);
  });

  it('hands the guardrails over where the stacks leave them out', () => {
    expect(commandsOf(contextOf(`${AWS_ORGANIZATION}  guardrails: off\n`)).slice(0, 2)).toEqual([
      'npx kumomori --config platform.yaml guardrails scp > acme-scp.json',
      'npx kumomori --config platform.yaml guardrails rcp > acme-rcp.json',
    ]);
  });

  it('names the policies of the partition it is in', () => {
    expect(bootstraps(contextOf(CHINA))[0]).toContain('arn:aws-cn:iam::aws:policy/AdministratorAccess');
  });
});

describe('what doctor checks of AWS', () => {
  function result(check: string, text: string): string {
    const { platform, aws } = contextOf(text);
    return awsChecks(platform, aws)[`AWS: ${check}`]?.() ?? 'no such check';
  }

  it.each([
    ['AWS', AWS_ORGANIZATION, 'us-east-1 is enrolled'],
    ['China', CHINA, 'cn-north-1 is enrolled'],
    [
      'a residency that leaves it out',
      `${AWS}residency: { allowed: { aws: [ap-northeast-1, ap-northeast-3] } }\n`,
      'us-east-1 is outside residency.allowed.aws',
    ],
  ])('knows where global services log: %s', (_, text, answer) => {
    expect(result('global services', text)).toContain(answer);
  });

  it('fails where the region of global services is left out', () => {
    expect(() => result('global services', AWS)).toThrow(
      'IAM and sign-ins send their events in us-east-1 only, which aws.regions does not list: add it',
    );
  });

  it('fails where an organization enrols nobody', () => {
    expect(() => result('enrolment', AWS_ORGANIZATION.replace(/\[ou-.*\]/, '[]'))).toThrow(
      'aws.organizational_units is empty: no account of o-a1b2c3d4e5 is enrolled',
    );
    expect(result('enrolment', AWS_ORGANIZATION)).toContain('the management account 111111111111 apart');
    expect(result('enrolment', AWS)).toContain('no organization: 1 accounts');
  });

  it('names what is used as it is, and what is done without', () => {
    const text = `${AWS_ORGANIZATION}  guardduty: existing\n  config: off\n`;

    expect(result('what is there already', text)).toBe('used as they are: guardduty; done without: config');
    expect(result('what is there already', AWS)).toContain('kumomori creates every service');
  });

  it('says whose roles deploy', () => {
    expect(result('deployment roles', AWS_ORGANIZATION)).toContain('shared with every other CDK app');
    expect(
      result(
        'deployment roles',
        `${AWS_ORGANIZATION}  bootstrap_qualifier: vault\n  guardrail_exempt_roles: [Ops]\n`,
      ),
    ).toBe('cdk-vault-*; guardrails also let through Ops');
  });
});
