import * as fc from 'fast-check';
import { accountLines, readAccountLines } from '../../../lib/enrolment/accounts-table';
import type { MemberAccount } from '../../../lib/enrolment/ports';
import { parseRecord } from '../../../lib/enrolment/record';
import { enrolAll } from '../../../lib/enrolment/run';
import { FakeOrganization } from './fake-organization';

const PROD = { name: 'Prod', unit: { id: 'ou-ab12-prod', name: 'Production' } };
const always = () => true;
const rows = ({ table }: FakeOrganization) =>
  table
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe('the table of accounts', () => {
  it('has every account with its name, unit and state, by id', async () => {
    const organization = new FakeOrganization().add('222', { here: [] }).add('111', { here: [] });
    organization.described.set('111', PROD);
    organization.closed.add('222');

    await enrolAll(organization.enrolment(['here']), always);

    expect(organization.table).toBe(
      '{"account":"111","name":"Prod","unit":"ou-ab12-prod","unit_name":"Production","state":"enrolled"}\n' +
        '{"account":"222","name":"","unit":"","unit_name":"","state":"failed"}\n',
    );
  });

  it('keeps accounts that left, with what they were called: their cost stays on the bill', async () => {
    const organization = new FakeOrganization().add('111', { here: [] }).add('222', { here: [] });
    organization.described.set('111', PROD);
    await enrolAll(organization.enrolment(['here']), always);
    organization.members.delete('111');

    await enrolAll(organization.enrolment(['here']), always);

    expect(rows(organization)).toMatchObject([
      { account: '111', name: 'Prod', unit: 'ou-ab12-prod', state: 'removed' },
      { account: '222', state: 'enrolled' },
    ]);
  });

  it('names accounts that a run had no time for', async () => {
    const organization = new FakeOrganization().add('111', { here: [] });
    organization.described.set('111', PROD);

    await enrolAll(organization.enrolment(['here']), () => false);

    expect(rows(organization)).toMatchObject([{ account: '111', name: 'Prod', state: '' }]);
  });

  it('keeps a name that the organization does not tell any more', async () => {
    const organization = new FakeOrganization().add('111', { here: [] });
    organization.described.set('111', PROD);
    await enrolAll(organization.enrolment(['here']), always);
    organization.described.clear();

    await enrolAll(organization.enrolment(['here']), always);

    expect(rows(organization)).toMatchObject([{ name: 'Prod', unit_name: 'Production' }]);
    expect(organization.records()['enrolment/111']).toMatchObject(PROD);
  });

  it('takes records of releases that knew no units', () => {
    const old = '{"account":"111","name":"Prod","state":"enrolled","checkedMicros":1,"regions":{}}';

    expect(accountLines([], [parseRecord('enrolment/111', old)])).toContain('"unit":"","unit_name":""');
  });

  it('is the same bytes in whatever order accounts are listed, and reads as it was written', () => {
    const word = fc.string({ minLength: 1 });
    const account: fc.Arbitrary<MemberAccount> = fc.record(
      { id: word, name: word, unit: fc.record({ id: word, name: word }, { requiredKeys: ['id'] }) },
      { requiredKeys: ['id'] },
    );
    fc.assert(
      fc.property(fc.uniqueArray(account, { selector: ({ id }) => id }), (accounts) => {
        const lines = accountLines(accounts, []);

        expect(accountLines([...accounts].reverse(), [])).toBe(lines);
        expect(readAccountLines(lines)).toEqual([...accounts].sort((a, b) => (a.id < b.id ? -1 : 1)));
      }),
    );
  });

  it.each(['{"account":', '{"account":7}', '[]'])('names the line where %s is no account', (line) => {
    const good = accountLines([{ id: '111' }], []);

    expect(() => readAccountLines(`${good}${line}\n`)).toThrow(
      `reference/accounts/accounts.ndjson:2: no account, got ${line}: the next run of enrolment`,
    );
  });
});
