import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { awsDesk } from '../functions/local/support/aws';
import { kumomori, scratchFolder, treeOf, write } from '../functions/local/support/cli';
import { RULES } from '../lib/ingest/replay/support';
import { AwsLake } from './aws-lake';
import { argumentsOf, procedure } from './page';
import { PLATFORM, query, writeTrail } from './support';

const PAGE = procedure('Replay a day');
const folder = scratchFolder();
const lake = () => join(folder(), 'lake');
const [DAY, NEXT_DAY] = ['2024-08-12', '2024-08-13'];
let config = '';

/** What the page says of a folder: the replay, then the ledger. */
function replay(...more: string[]) {
  const values = { FILE: config, LAKE: lake(), DAY, NEXT_DAY };
  const commands = argumentsOf(PAGE, 'npx kumomori', values).filter((one) => one.includes('--lake'));
  expect(commands).toHaveLength(2);
  return commands.map((args) => kumomori([...args, ...(args.includes('replay') ? more : [])]));
}

const hourOf = (day: string) => join(lake(), `events/year=2024/month=08/day=${day.slice(-2)}`);
const events = (tree: Record<string, string>) =>
  Object.fromEntries(Object.entries(tree).filter(([path]) => path.startsWith('events/')));

describe('replay a day, in a folder', () => {
  beforeEach(() => {
    config = write(folder(), 'platform.yaml', PLATFORM);
    for (const day of [DAY, NEXT_DAY]) {
      kumomori(['--config', config, 'ingest', '--lake', lake(), writeTrail(folder(), day)]);
    }
  });

  it('brings rows back that were deleted or spoilt, byte for byte, and leaves the other day alone', () => {
    const before = treeOf(lake());
    const [hour = ''] = readdirSync(hourOf(DAY));
    const [category = '', ...others] = readdirSync(join(hourOf(DAY), hour));
    rmSync(join(hourOf(DAY), hour, category), { recursive: true });
    for (const other of others) {
      const [file = ''] = readdirSync(join(hourOf(DAY), hour, other));
      writeFileSync(join(hourOf(DAY), hour, other, file), 'spoilt');
    }

    const [made, ledger] = replay();

    expect(others.length).toBeGreaterThan(0);
    expect(made?.stdout).toContain('1 of 1 inputs in 1 batches');
    expect(treeOf(lake())).toEqual(before);
    expect(ledger?.status).toBe(0);
  });

  it('gives that day the rows of changed rules, and the other keeps its own', () => {
    const rules = join(folder(), 'rules');
    write(rules, 'started.yml', STARTED);
    const before = events(treeOf(lake()));

    replay('--rules', rules);

    const after = events(treeOf(lake()));
    const changed = Object.keys({ ...before, ...after }).filter((path) => before[path] !== after[path]);
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.filter((path) => !path.includes('/day=12/'))).toEqual([]);
    expect(findings(DAY)).toEqual(['Logging started']);
    expect(findings(NEXT_DAY)).not.toContain('Logging started');
  });

  it('raises no alert again', () => {
    const send = () =>
      JSON.parse(kumomori(['--config', config, 'alerts', 'send', '--lake', lake(), '--json']).stdout);
    const first = send();

    replay();

    expect(first.fresh).toBeGreaterThan(0);
    expect(send()).toMatchObject({ fresh: 0, sent: 0 });
  });
});

describe('replay a day, on AWS', () => {
  const desk = awsDesk();
  const aws = new AwsLake(desk);

  it('makes nothing when it is dry, then what today’s rules would have made; again, it changes nothing', async () => {
    await aws.fill(RULES.now);
    const clean = aws.visible();
    await aws.fill(RULES.before);
    const values = { FILE: desk.config(), DAY, NEXT_DAY };
    const [dry = [], wet = []] = argumentsOf(PAGE, 'npx kumomori', values).filter((args) =>
      args.includes('aws'),
    );
    const before = aws.visible();

    const tried = await aws.run(dry);
    const untouched = aws.visible();
    const made = await aws.run(wet);
    const again = await aws.run(wet);

    expect(tried.stdout).toContain('would make 2 batches again');
    expect(untouched).toEqual(before);
    expect(made.stdout).toContain('2 batches made again, 0 unchanged');
    expect([made.status, aws.visible()]).toEqual([0, clean]);
    expect(again.stdout).toContain('0 batches made again, 2 unchanged');
  });
});

const STARTED = `title: Logging started
id: 0a1b2c3d-0000-4000-8000-000000000001
status: test
level: high
logsource: { product: aws, service: cloudtrail }
detection: { selection: { eventName: StartLogging }, condition: selection }
`;

/** Titles of the findings of a day. */
function findings(day: string): readonly unknown[] {
  return query(
    lake(),
    `SELECT DISTINCT json_extract_string(event, '$.finding_info.title') AS title FROM security_events
      WHERE event_category = 'finding' AND day = ${Number(day.slice(-2))} ORDER BY 1`,
  ).map(({ title }) => title);
}
