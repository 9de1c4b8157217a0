import { GLOBAL_EVENTS_REGION, partitionOf } from '../../../lib/config/aws-partition';
import { AWS, AWS_ORGANIZATION, HEAD, problemsOf, resolved } from './support';

const BUCKET = "{ name: org-logs, account: '666666666666', region: ap-northeast-1 }";
const TRAIL_ARN = 'arn:aws:cloudtrail:ap-northeast-1:111111111111:trail/organization';

describe('services that may be there already', () => {
  it.each([
    [
      'an existing trail without its name',
      '  trail: existing\n',
      ['platform.yaml:8: aws.trail is existing, but aws.existing.trail does not say which: add it'],
    ],
    [
      'an existing bucket without its name',
      '  log_bucket: existing\n',
      ['platform.yaml:8: aws.log_bucket is existing, but aws.existing.log_bucket does not say which: add it'],
    ],
    [
      'a bucket that is named and not used',
      `  existing: { log_bucket: ${BUCKET} }\n`,
      [
        'platform.yaml:8: aws.existing.log_bucket is not used, because aws.log_bucket is create: set that to existing, or take this out',
      ],
    ],
    [
      'a new trail without a bucket',
      '  log_bucket: off\n',
      [
        'platform.yaml:8: aws.log_bucket is off, but aws.trail is create and needs a bucket: create one, or name an existing one',
      ],
    ],
    [
      'settings of a trail that is not made',
      '  trail: off\n  trail_data_events: [s3]\n  trail_insights: true\n',
      [
        'platform.yaml:9: aws.trail_data_events is not used, because aws.trail is off: set it on that trail, and take this out',
        'platform.yaml:10: aws.trail_insights is not used, because aws.trail is off: set it on that trail, and take this out',
      ],
    ],
    [
      'data events there are none of',
      '  trail_data_events: [dynamodb]\n',
      ['platform.yaml:8: aws.trail_data_events[0] must be one of s3, lambda, got "dynamodb"'],
    ],
    [
      'guardrails that let everybody through',
      "  guardrail_exempt_roles: ['*']\n",
      [
        'platform.yaml:8: aws.guardrail_exempt_roles[0] lets every role through: name the roles, or set aws.guardrails to off',
      ],
    ],
    [
      'guardrails that exist',
      '  guardrails: existing\n',
      ['platform.yaml:8: aws.guardrails must be one of create, off, got "existing"'],
    ],
  ])('tell of %s', (_, lines, problems) => {
    expect(problemsOf(`${HEAD}${AWS}${lines}`)).toEqual(problems);
  });

  it('are all created unless the file says otherwise; what costs by use is off', () => {
    const { aws } = resolved(`${HEAD}${AWS}`);

    expect(aws?.services).toEqual({
      trail: 'create',
      log_bucket: 'create',
      config: 'create',
      guardduty: 'create',
      security_hub: 'create',
    });
    expect(aws?.trail).toEqual({ dataEvents: [], insights: false });
    expect(aws?.guardrails).toEqual({ use: 'create', exemptRoles: [] });
  });

  it('are used as the file says', () => {
    const { aws } = resolved(`${HEAD}${AWS}  trail: existing
  guardrails: off
  guardrail_exempt_roles: [AWSControlTowerExecution]
  existing: { trail: { arn: '${TRAIL_ARN}', bucket: ${BUCKET} } }
`);

    expect(aws?.services.trail).toBe('existing');
    expect(aws?.existing.trail).toEqual({
      arn: TRAIL_ARN,
      bucket: { name: 'org-logs', account: '666666666666', region: 'ap-northeast-1' },
    });
    expect(aws?.guardrails).toEqual({ use: 'off', exemptRoles: ['AWSControlTowerExecution'] });
  });

  it('record each kind of data event once', () => {
    const { aws } = resolved(`${HEAD}${AWS}  trail_data_events: [s3, s3, lambda]\n`);

    expect(aws?.trail.dataEvents).toEqual(['s3', 'lambda']);
  });
});

describe('partitions', () => {
  it.each([
    ['ap-northeast-1', 'aws', 'us-east-1'],
    ['us-gov-west-1', 'aws-us-gov', 'us-gov-west-1'],
    ['cn-northwest-1', 'aws-cn', 'cn-north-1'],
  ])('%s is in %s, whose global services log in %s', (region, partition, global) => {
    expect(partitionOf(region)).toBe(partition);
    expect(GLOBAL_EVENTS_REGION[partitionOf(region)]).toBe(global);
  });

  it('are not mixed in one platform', () => {
    const text = `${HEAD}${AWS_ORGANIZATION.replaceAll('us-east-1', 'us-gov-west-1')}`;

    expect(problemsOf(text)).toEqual([
      'platform.yaml:9: aws.regions[1] is in partition aws-us-gov, the home region in aws, got "us-gov-west-1": give each partition a platform of its own',
    ]);
  });

  it('refuse what enrolment needs and China lacks, by name', () => {
    const china = AWS_ORGANIZATION.replaceAll('ap-northeast-1', 'cn-north-1').replaceAll(
      'us-east-1',
      'cn-northwest-1',
    );

    expect(problemsOf(`${HEAD}${china}`)).toEqual([
      'platform.yaml:10: aws.organizational_units needs CloudFormation StackSets with trusted access to AWS Organizations, which the China regions do not have: take the units out',
    ]);
    expect(problemsOf(`${HEAD}${china.replace(/ {2}organizational_units.*\n/, '')}`)).toEqual([]);
  });
});
