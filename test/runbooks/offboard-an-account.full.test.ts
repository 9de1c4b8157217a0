import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { enrol } from '../../functions/aws/enrol';
import { resourcesOf } from '../../infra/policy/template';
import { kumomori, scratchFolder, write } from '../functions/local/support/cli';
import { CONFIGURATIONS } from '../infra/policy/synthesized';
import { synthesizedFrom } from '../infra/release/baseline';
import { removeOutputs } from '../infra/support';
import { FakeOrganization } from '../lib/enrolment/fake-organization';
import { listen } from '../support/telemetry';
import { argumentsOf, procedure } from './page';
import { PLATFORM, stopBy } from './support';

const PAGE = procedure('Offboard an account');
const CONTEXT = { getRemainingTimeInMillis: () => 900_000 };
const ACCOUNT = '111111111111';
const OTHER = '333333333333';
const folder = scratchFolder();
const lake = () => join(folder(), 'lake');

let organization: FakeOrganization;

beforeEach(() => {
  listen();
  organization = new FakeOrganization().add(ACCOUNT, { here: ['vpc-1'] }).add(OTHER, { here: [] });
  organization.now = Date.now() * 1000;
});
afterEach(() => jest.restoreAllMocks());
afterAll(removeOutputs);

const run = () => enrol({ source: 'aws.events' }, CONTEXT, organization.enrolment(['here']));

/** A trail's file that an account wrote so many hours ago, in the lake. */
function logged(hoursAgo: number, account = ACCOUNT): void {
  const at = new Date(Date.now() - hoursAgo * 3_600_000);
  const path = write(
    folder(),
    `logs/${account}-${hoursAgo}.json`,
    stopBy('taro', at.toISOString().slice(0, 10)).replaceAll(ACCOUNT, account),
  );
  utimesSync(path, at, at);
  kumomori(['--config', write(folder(), 'platform.yaml', PLATFORM), 'ingest', '--lake', lake(), path]);
}

/** The page's ledger, over what `aws dynamodb query` prints. */
function ledger() {
  const items = [...organization.store.values].map(([id, { value }]) => ({
    kind: { S: 'enrolment' },
    id: { S: id },
    value: { S: value },
  }));
  const file = write(folder(), 'enrolment.json', JSON.stringify({ Items: items, Count: items.length }));
  const [args = []] = argumentsOf(PAGE, 'npx kumomori', { LAKE: lake() });
  const named = args.map((word) => (word === 'enrolment.json' ? file : word));
  const { stdout, status } = kumomori([...named, '--json']);
  const lines = JSON.parse(stdout) as readonly { readonly account: string; readonly state: string }[];
  return { status, states: Object.fromEntries(lines.map(({ account, state }) => [account, state])) };
}

describe('offboarding an account', () => {
  it('takes what enrolment made out of it, says removed, and its silence alarms nobody', async () => {
    await run();
    logged(60);
    logged(1, OTHER);
    const enrolled = ledger();
    organization.members.delete(ACCOUNT);

    await run();

    expect(enrolled).toEqual({ status: 1, states: { [ACCOUNT]: 'silent', [OTHER]: 'enrolled' } });
    expect(organization.at(ACCOUNT, 'here')).toMatchObject({ flowLogs: [], configs: [] });
    expect(ledger()).toEqual({ status: 0, states: { [ACCOUNT]: 'removed', [OTHER]: 'enrolled' } });
  });

  it('tells of an account that still sends', async () => {
    await run();
    organization.members.delete(ACCOUNT);
    await run();
    organization.now = Date.now() * 1000;
    logged(-1);
    logged(1, OTHER);

    expect(ledger()).toEqual({ status: 1, states: { [ACCOUNT]: 'unknown', [OTHER]: 'enrolled' } });
  });

  it('leaves a small organization, whole, where most of it seems to have left at once', async () => {
    for (let n = 0; n < 8; n += 1) {
      organization.add(String(400_000_000_000 + n), { here: ['vpc-1'] });
    }
    await run();
    organization.members.clear();

    await expect(run()).rejects.toThrow('nothing was removed');

    expect(organization.at(ACCOUNT, 'here').flowLogs).toHaveLength(1);
    expect(PAGE.text.replaceAll('\n', ' ')).toContain('More than 5 accounts and a fifth of all at once');
  });

  it('goes back: listed again, it is enrolled again', async () => {
    await run();
    organization.members.delete(ACCOUNT);
    await run();
    organization.members.add(ACCOUNT);

    await run();

    expect(organization.at(ACCOUNT, 'here').flowLogs).toHaveLength(1);
    expect(organization.records()[`enrolment/${ACCOUNT}`]).toMatchObject({ state: 'enrolled' });
  });

  it('calls the function and the table by the names that they have', () => {
    const { aws } = synthesizedFrom(parse(CONFIGURATIONS['a production organization'] ?? ''));
    const names = aws
      .flatMap((stack) => resourcesOf(stack))
      .flatMap(({ properties }) => [properties.FunctionName, properties.TableName]);
    const [[, , , invoked] = []] = argumentsOf(PAGE, 'aws', { NAME: 'acme' });
    const [, [, , , asked] = []] = argumentsOf(PAGE, 'aws', { NAME: 'acme' });

    expect(names).toEqual(expect.arrayContaining([invoked, asked]));
  });
});
