import * as fc from 'fast-check';
import { enrolAll } from '../../../lib/enrolment/run';
import { FakeOrganization, FORMAT, RAW } from './fake-organization';

const always = () => true;

function twoAccounts(): FakeOrganization {
  return new FakeOrganization()
    .add('111', { here: ['vpc-1', 'vpc-2'], there: [] })
    .add('222', { here: [], there: ['vpc-3'] });
}

describe('enrolling an organization', () => {
  it('gives every VPC a flow log and its queries a log, and says so for each region', async () => {
    const organization = twoAccounts();

    const summary = await enrolAll(organization.enrolment(), always);

    expect(summary).toEqual({ enrolled: 2, failed: 0, removed: 0, left: 0 });
    expect(organization.state()).toEqual([
      [
        '111',
        [
          ['here', [`vpc-1 ${RAW} ${FORMAT}`, `vpc-2 ${RAW} ${FORMAT}`], [[RAW, ['vpc-1', 'vpc-2']]]],
          ['there', [], []],
        ],
      ],
      [
        '222',
        [
          ['here', [], []],
          ['there', [`vpc-3 ${RAW} ${FORMAT}`], [[RAW, ['vpc-3']]]],
        ],
      ],
    ]);
    expect(organization.records()['enrolment/111']).toEqual({
      account: '111',
      state: 'enrolled',
      checkedMicros: 0,
      regions: {
        here: { state: 'enrolled', vpcs: 2, flowLogs: 2, queryLogs: 2 },
        there: { state: 'enrolled', vpcs: 0, flowLogs: 0, queryLogs: 0 },
      },
    });
  });

  it('makes nothing twice', async () => {
    const organization = twoAccounts();
    await enrolAll(organization.enrolment(), always);
    const before = [organization.state(), organization.records()];

    await enrolAll(organization.enrolment(), always);

    expect([organization.state(), organization.records()]).toEqual(before);
  });

  it('enrols a VPC and an account that came later', async () => {
    const organization = twoAccounts();
    await enrolAll(organization.enrolment(), always);
    organization.at('222', 'here').vpcs.push('vpc-9');
    organization.add('333', { here: ['vpc-5'], there: [] });

    await enrolAll(organization.enrolment(), always);

    expect(organization.at('222', 'here').flowLogs).toMatchObject([{ vpc: 'vpc-9' }]);
    expect(organization.at('333', 'here').configs).toMatchObject([{ vpcs: ['vpc-5'] }]);
  });

  it('names an account whose role it cannot take, and goes on with the others', async () => {
    const organization = twoAccounts();
    organization.closed.add('111');

    const summary = await enrolAll(organization.enrolment(), always);

    expect(summary).toMatchObject({ enrolled: 1, failed: 1 });
    expect(organization.records()['enrolment/111']).toMatchObject({
      state: 'failed',
      reason: 'AccessDenied: not allowed to take the role',
    });
    expect(organization.at('222', 'there').flowLogs).toHaveLength(1);
  });

  it('names the region and the VPC that failed, and goes on with the others', async () => {
    const organization = twoAccounts();
    organization.at('111', 'here').refused['vpc-1'] = 'too many';
    organization.at('222', 'here').denied = 'not here';

    await enrolAll(organization.enrolment(), always);

    expect(organization.records()).toMatchObject({
      'enrolment/111': {
        state: 'failed',
        regions: {
          here: { state: 'failed', vpcs: 2, flowLogs: 1, queryLogs: 2, reason: 'vpc-1: flow log: too many' },
          there: { state: 'enrolled' },
        },
      },
      'enrolment/222': {
        state: 'failed',
        regions: { here: { reason: 'Error: not here' }, there: { flowLogs: 1 } },
      },
    });
  });

  it('works on no more accounts at once than it may', async () => {
    const organization = new FakeOrganization();
    for (let account = 0; account < 20; account += 1) {
      organization.add(String(account), { here: [] });
    }

    await enrolAll(organization.enrolment(['here']), always);

    expect(organization.busiest).toBe(3);
  });

  it('begins with the accounts that waited longest, so that short runs reach everyone', async () => {
    const organization = new FakeOrganization();
    for (const account of ['a', 'b', 'c', 'd', 'e']) {
      organization.add(account, { here: [`vpc-${account}`] });
    }
    const short = () => {
      let asked = 0;
      return () => {
        asked += 1;
        return asked <= 2;
      };
    };

    const summaries = [];
    for (let run = 0; run < 3; run += 1) {
      summaries.push(await enrolAll(organization.enrolment(['here']), short()));
    }

    expect(summaries.map(({ enrolled, left }) => [enrolled, left])).toEqual([
      [2, 3],
      [2, 3],
      [2, 3],
    ]);
    expect(Object.keys(organization.records())).toHaveLength(5);
  });
});

describe('flow logs that are there already', () => {
  it('replaces those of an older release, and leaves alone those of others', async () => {
    const organization = twoAccounts();
    const place = organization.at('111', 'here');
    const old = { id: 'fl-old', vpc: 'vpc-1', destination: RAW, format: 'fewer fields', own: true };
    const theirs = {
      id: 'fl-theirs',
      vpc: 'vpc-1',
      destination: 'arn:aws:s3:::theirs',
      format: '',
      own: false,
    };
    place.flowLogs.push(old, theirs);

    await enrolAll(organization.enrolment(), always);

    expect(place.flowLogs.map(({ id }) => id)).not.toContain('fl-old');
    expect(place.flowLogs).toContainEqual(theirs);
    expect(place.flowLogs).toHaveLength(3);
  });

  it('keeps an older one while the newer is refused', async () => {
    const organization = twoAccounts();
    const place = organization.at('111', 'here');
    place.flowLogs.push({ id: 'fl-old', vpc: 'vpc-1', destination: RAW, format: 'fewer fields', own: true });
    place.refused['vpc-1'] = 'too many';

    await enrolAll(organization.enrolment(), always);

    expect(place.flowLogs.map(({ id }) => id)).toContain('fl-old');
  });

  it('counts one that does not deliver as failed', async () => {
    const organization = twoAccounts();
    organization.at('111', 'here').flowLogs.push({
      id: 'fl-1',
      vpc: 'vpc-1',
      destination: RAW,
      format: FORMAT,
      own: true,
      failure: 'Access error',
    });

    await enrolAll(organization.enrolment(), always);

    expect(organization.records()['enrolment/111']).toMatchObject({
      state: 'failed',
      regions: { here: { flowLogs: 1, reason: 'vpc-1: flow log: Access error' } },
    });
  });

  it('keeps one query log configuration where two runs made one each', async () => {
    const organization = twoAccounts();
    const place = organization.at('111', 'here');
    place.configs.push(
      { id: 'rqlc-b', destination: RAW, own: true, vpcs: ['vpc-1'] },
      { id: 'rqlc-a', destination: RAW, own: true, vpcs: [] },
    );

    await enrolAll(organization.enrolment(), always);

    expect(place.configs).toEqual([{ id: 'rqlc-a', destination: RAW, own: true, vpcs: ['vpc-1', 'vpc-2'] }]);
  });
});

describe('leaving', () => {
  it('takes the logs from an account that left, and says so', async () => {
    const organization = twoAccounts();
    await enrolAll(organization.enrolment(), always);
    organization.members.delete('111');

    const summary = await enrolAll(organization.enrolment(), always);

    expect(summary).toMatchObject({ enrolled: 1, removed: 1 });
    expect(organization.state()[0]).toEqual([
      '111',
      [
        ['here', [], []],
        ['there', [], []],
      ],
    ]);
    expect(organization.records()['enrolment/111']).toEqual({
      account: '111',
      state: 'removed',
      checkedMicros: 0,
      regions: {},
    });
  });

  it('says that it could not, and tries again', async () => {
    const organization = twoAccounts();
    await enrolAll(organization.enrolment(), always);
    organization.members.delete('111');
    organization.closed.add('111');
    await enrolAll(organization.enrolment(), always);
    const denied = organization.records()['enrolment/111'];
    organization.closed.clear();

    await enrolAll(organization.enrolment(), always);

    expect(denied).toMatchObject({ state: 'removed', reason: 'AccessDenied: not allowed to take the role' });
    expect(organization.records()['enrolment/111']).toMatchObject({ state: 'removed', regions: {} });
    expect(organization.at('111', 'here').flowLogs).toEqual([]);
  });

  it('takes the logs from a region that is no longer configured', async () => {
    const organization = twoAccounts();
    await enrolAll(organization.enrolment(), always);

    await enrolAll(organization.enrolment(['here']), always);

    expect(organization.at('222', 'there').flowLogs).toEqual([]);
    expect(organization.records()['enrolment/222']).toMatchObject({
      regions: { here: { state: 'enrolled' } },
    });
  });

  it('removes nothing where so many left that the list is more likely wrong', async () => {
    const organization = new FakeOrganization();
    for (let account = 0; account < 12; account += 1) {
      organization.add(String(account), { here: [`vpc-${account}`] });
    }
    await enrolAll(organization.enrolment(['here']), always);
    organization.members.clear();
    const before = organization.state();

    const run = enrolAll(organization.enrolment(['here']), always);

    await expect(run).rejects.toThrow(
      '12 of 12 enrolled accounts are no longer below aws.organizational_units',
    );
    expect(organization.state()).toEqual(before);
  });
});

describe('a run that is killed anywhere', () => {
  const setting = fc.record({
    lives: fc.nat(80),
    storeLives: fc.nat(8),
    after: fc.boolean(),
    leaves: fc.boolean(),
    newcomer: fc.boolean(),
  });

  it('ends, when it is repeated, where one that was not killed ends', async () => {
    await fc.assert(
      fc.asyncProperty(setting, async ({ lives, storeLives, after, leaves, newcomer }) => {
        const [killed, whole] = [twoAccounts(), twoAccounts()];
        for (const organization of [killed, whole]) {
          await enrolAll(organization.enrolment(), always);
          organization.at('222', 'here').vpcs.push('vpc-9');
          if (leaves) {
            organization.members.delete('111');
          }
          if (newcomer) {
            organization.add('333', { here: ['vpc-5'], there: ['vpc-6'] });
          }
        }
        Object.assign(killed, { lives, dieAfterEffect: after });
        Object.assign(killed.store, { lives: storeLives, dieAfterEffect: after });

        await enrolAll(killed.enrolment(), always).catch(() => undefined);
        for (const dead of [killed, killed.store]) {
          dead.lives = Number.POSITIVE_INFINITY;
        }
        await enrolAll(killed.enrolment(), always);
        await enrolAll(whole.enrolment(), always);

        expect(killed.state()).toEqual(whole.state());
        expect(killed.records()).toEqual(whole.records());
      }),
    );
  });
});
