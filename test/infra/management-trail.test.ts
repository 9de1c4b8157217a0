import { Match } from 'aws-cdk-lib/assertions';
import { AWS } from '../lib/config/support';
import { calls, organization, stacksOf, TRAIL, template, templatesOf } from './management-support';
import { platformOf, removeOutputs } from './support';

afterAll(removeOutputs);

const production = templatesOf(organization());
const trial = templatesOf(organization('', 'trial'));

const arn = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, rest]] });

describe('the trail of an organization', () => {
  const trail = template(production, TRAIL);

  it.each([
    ['covers every account', { IsOrganizationTrail: true }],
    ['covers every region', { IsMultiRegionTrail: true }],
    ['covers IAM and other global services', { IncludeGlobalServiceEvents: true }],
    ['records from the start', { IsLogging: true }],
    ['writes digests, so that changed logs are noticed', { EnableLogFileValidation: true }],
    ['has the name the bucket and key policies know', { TrailName: 'acme-organization' }],
    ['writes to the raw bucket of the log archive', { S3BucketName: 'acme-raw-666666666666-ap-northeast-1' }],
    [
      'encrypts under the key of the log archive, by its alias',
      {
        KMSKeyId: {
          'Fn::Join': [
            '',
            ['arn:', { Ref: 'AWS::Partition' }, ':kms:ap-northeast-1:666666666666:alias/acme/raw'],
          ],
        },
      },
    ],
    ['has no copy in CloudWatch Logs to pay for', { CloudWatchLogsLogGroupArn: Match.absent() }],
    ['has no second kind of selectors', { EventSelectors: Match.absent() }],
    ['looks for no insights unless asked to', { InsightSelectors: Match.absent() }],
    [
      'records management events, reads and writes, and no data events unless asked to',
      {
        AdvancedEventSelectors: [
          {
            Name: 'Management events',
            FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }],
          },
        ],
      },
    ],
  ])('%s', (_, properties) => {
    trail.hasResourceProperties('AWS::CloudTrail::Trail', properties);
  });

  it('is one, in the management account and the home region', () => {
    const { environment } = stacksOf(organization())['acme/Management/Trail'] ?? {};

    expect(environment).toMatchObject({ account: '111111111111', region: 'ap-northeast-1' });
    trail.resourceCountIs('AWS::CloudTrail::Trail', 1);
  });

  it('goes on in production when its stack goes, and ends with a trial', () => {
    trail.hasResource('AWS::CloudTrail::Trail', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    template(trial, TRAIL).hasResource('AWS::CloudTrail::Trail', { DeletionPolicy: 'Delete' });
  });

  it('records data events where asked to, but not those that recording causes', () => {
    const data = templatesOf(organization('  trail_data_events: [s3, lambda]\n  trail_insights: true\n'));

    template(data, TRAIL).hasResourceProperties('AWS::CloudTrail::Trail', {
      InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }, { InsightType: 'ApiErrorRateInsight' }],
      AdvancedEventSelectors: [
        Match.objectLike({ Name: 'Management events' }),
        {
          Name: 'S3 data events',
          FieldSelectors: [
            { Field: 'eventCategory', Equals: ['Data'] },
            { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
            {
              Field: 'resources.ARN',
              NotStartsWith: [
                arn(':s3:::acme-raw-666666666666-'),
                arn(':s3:::acme-landing-666666666666-'),
                arn(':s3:::acme-access-logs-666666666666-'),
                arn(':s3:::acme-lake-666666666666-'),
                arn(':s3:::aws-waf-logs-acme-666666666666-'),
              ],
            },
          ],
        },
        {
          Name: 'Lambda data events',
          FieldSelectors: [
            { Field: 'eventCategory', Equals: ['Data'] },
            { Field: 'resources.type', Equals: ['AWS::Lambda::Function'] },
            {
              Field: 'resources.ARN',
              NotStartsWith: [
                arn(':lambda:ap-northeast-1:222222222222:function:acme-'),
                arn(':lambda:us-east-1:222222222222:function:acme-'),
                arn(':lambda:ap-northeast-1:666666666666:function:acme-'),
                arn(':lambda:us-east-1:666666666666:function:acme-'),
              ],
            },
          ],
        },
      ],
    });
  });

  it('comes after its bucket, its key and its access to the organization', () => {
    const dependencies = stacksOf(organization())['acme/Management/Trail']?.dependencies.map(({ id }) => id);

    expect(dependencies).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/LogArchiveRaw/),
        expect.stringMatching(/ManagementAccess/),
      ]),
    );
  });

  it('comes, as all that is enrolled, after what makes the security account administrator', () => {
    const enrolment = stacksOf(organization())['acme/Security/Enrolment'];

    expect(enrolment?.dependencies.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/ManagementAccess/),
        expect.stringMatching(/ManagementSecurityHubuseast1/),
        expect.stringMatching(/LogArchiveRaw/),
      ]),
    );
  });

  it('leaves the enrolment of the management account to come last, in each region', () => {
    const stacks = stacksOf(organization());
    const own = Object.entries(stacks).filter(([id]) => id.includes('/Management/management-'));

    expect(own.map(([, { environment }]) => `${environment.account} ${environment.region}`)).toEqual([
      '111111111111 ap-northeast-1',
      '111111111111 us-east-1',
    ]);
    for (const [, { dependencies }] of own) {
      expect(dependencies.map(({ id }) => id).join()).toMatch(/SecurityEnrolment/);
    }
  });

  it.each(['existing', 'off'])('is not made a second time where aws.trail is %s', (use) => {
    const existing = `  existing:
    trail:
      arn: arn:aws:cloudtrail:ap-northeast-1:111111111111:trail/organization
      bucket: { name: org-logs, account: '666666666666', region: ap-northeast-1 }
`;
    const templates = templatesOf(organization(`  trail: ${use}\n${use === 'existing' ? existing : ''}`));

    for (const each of Object.values(templates)) {
      each.resourceCountIs('AWS::CloudTrail::Trail', 0);
    }
    expect(calls(templates, 'Create').map(({ parameters }) => parameters?.ServicePrincipal)).not.toContain(
      'cloudtrail.amazonaws.com',
    );
  });

  it('writes to a bucket there was before, under its prefix and key', () => {
    const templates = templatesOf(
      organization(`  log_bucket: existing
  existing:
    log_bucket:
      name: org-logs
      account: '666666666666'
      region: ap-northeast-1
      prefix: o-a1b2c3d4e5
      key_arn: arn:aws:kms:ap-northeast-1:666666666666:key/0a1b2c3d-0000-4000-8000-000000000001
`),
    );

    template(templates, TRAIL).hasResourceProperties('AWS::CloudTrail::Trail', {
      S3BucketName: 'org-logs',
      S3KeyPrefix: 'o-a1b2c3d4e5',
      KMSKeyId: arn(':kms:ap-northeast-1:666666666666:key/0a1b2c3d-0000-4000-8000-000000000001'),
    });
  });
});

describe('the trail of a single account', () => {
  const single = platformOf('trial', '', AWS);

  it('is made there, of every region, after its bucket', () => {
    const stack = stacksOf(single)['acme/Security/Trail'];

    expect(stack?.environment).toMatchObject({ account: '222222222222', region: 'ap-northeast-1' });
    expect(stack?.dependencies.map(({ id }) => id).join()).toMatch(/LogArchiveRaw/);
    template(templatesOf(single), TRAIL).hasResourceProperties('AWS::CloudTrail::Trail', {
      IsOrganizationTrail: false,
      IsMultiRegionTrail: true,
      S3BucketName: 'acme-raw-222222222222-ap-northeast-1',
    });
  });

  it('is all there is: nothing of a management account', () => {
    expect(Object.keys(stacksOf(single)).filter((id) => id.includes('/Management/'))).toEqual([]);
  });
});
