import { enrolOne } from '../../../lib/enrolment/enrol-one';
import { enrolAll } from '../../../lib/enrolment/run';
import { scopeOf } from '../../../lib/enrolment/scope';
import { FakeOrganization } from './fake-organization';

async function enrolled(): Promise<FakeOrganization> {
  const organization = new FakeOrganization().add('111', { here: [], there: [] });
  await enrolAll(organization.enrolment(), () => true);
  organization.at('111', 'here').vpcs.push('vpc-new');
  return organization;
}

describe('enrolling one region of one account', () => {
  it('gives a new VPC its logs and changes no other region’s record', async () => {
    const organization = await enrolled();

    const done = await enrolOne(organization.enrolment(), '111', 'here');

    expect(done).toBe(true);
    expect(organization.at('111', 'here').flowLogs).toMatchObject([{ vpc: 'vpc-new' }]);
    expect(organization.records()['enrolment/111']).toMatchObject({
      state: 'enrolled',
      regions: { here: { vpcs: 1 }, there: { vpcs: 0 } },
    });
  });

  it('records why it failed', async () => {
    const organization = await enrolled();
    organization.closed.add('111');

    await enrolOne(organization.enrolment(), '111', 'here');

    expect(organization.records()['enrolment/111']).toMatchObject({
      state: 'failed',
      regions: { here: { state: 'failed', reason: 'AccessDenied: not allowed to take the role' } },
    });
  });

  it.each([
    ['an account that is not enrolled', '999', 'here'],
    ['a region that is not configured', '111', 'elsewhere'],
  ])('does nothing in %s', async (_, account, region) => {
    const organization = await enrolled();
    const before = organization.records();

    const done = await enrolOne(organization.enrolment(), account, region);

    expect(done).toBe(false);
    expect(organization.records()).toEqual(before);
  });

  it('does nothing in an account that left', async () => {
    const organization = await enrolled();
    organization.members.delete('111');
    await enrolAll(organization.enrolment(), () => true);

    const done = await enrolOne(organization.enrolment(), '111', 'here');

    expect(done).toBe(false);
    expect(organization.at('111', 'here').flowLogs).toEqual([]);
  });
});

describe('what an event asks for', () => {
  it.each([
    [
      'a new VPC',
      { source: 'aws.ec2', account: '111', region: 'here' },
      { kind: 'region', account: '111', region: 'here' },
    ],
    ['a schedule', { source: 'aws.events', account: '222', region: 'here' }, { kind: 'all' }],
    ['a new account', { source: 'aws.organizations', account: '1', region: 'us-east-1' }, { kind: 'all' }],
    ['an event without an account', { source: 'aws.ec2', region: 'here' }, { kind: 'all' }],
    ['no event', undefined, { kind: 'all' }],
  ])('%s', (_, event, scope) => {
    expect(scopeOf(event)).toEqual(scope);
  });
});
