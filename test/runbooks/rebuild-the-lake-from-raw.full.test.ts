import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { awsDesk } from '../functions/local/support/aws';
import { kumomori, scratchFolder, treeOf, write } from '../functions/local/support/cli';
import { AwsLake, LAKE } from './aws-lake';
import { argumentsOf, procedure } from './page';
import { PLATFORM, query, writeTrail } from './support';

const PAGE = procedure('Rebuild the lake from raw');
const folder = scratchFolder();
const lake = () => join(folder(), 'lake');

describe('rebuild the lake from raw, in a folder', () => {
  const values = () => ({ FILE: join(folder(), 'platform.yaml'), LAKE: lake() });
  const uids = (where: string) =>
    query(where, 'SELECT event_uid FROM security_events ORDER BY 1').map(({ event_uid }) => event_uid);
  const send = () =>
    JSON.parse(
      kumomori(['--config', values().FILE, 'alerts', 'send', '--lake', lake(), '--json']).stdout,
    ) as Record<string, number>;

  beforeEach(() => {
    write(folder(), 'platform.yaml', PLATFORM);
    for (const day of ['2024-08-12', '2024-08-13']) {
      kumomori(['--config', values().FILE, 'ingest', '--lake', lake(), writeTrail(folder(), day)]);
    }
  });

  it('gives the bytes of before, and no alert twice', () => {
    const first = send();
    const before = treeOf(lake());
    const [gone = []] = argumentsOf(PAGE, 'rm -r', values());
    for (const path of gone) {
      rmSync(path, { recursive: true });
    }
    const empty = treeOf(lake());

    const [made] = argumentsOf(PAGE, 'npx kumomori', values())
      .filter((args) => args.includes(lake()))
      .map((args) => kumomori(args));

    expect(Object.keys(empty).filter((path) => /^(events|quarantine|state\/commits)\//.test(path))).toEqual(
      [],
    );
    expect(made?.stdout).toContain('2 of 2 inputs in 2 batches');
    expect(treeOf(lake())).toEqual(before);
    expect(first.fresh).toBeGreaterThan(0);
    expect(send()).toMatchObject({ fresh: 0, sent: 0 });
  });

  it('gives the same events from raw alone, as the page says, in a lake of their own', () => {
    const before = uids(lake());
    const [, args = ''] = /`npx kumomori (ingest --lake\s+NEW LAKE\/raw)`/.exec(PAGE.text) ?? [];
    const named = args
      .split(/\s+/)
      .map((word) => word.replace('NEW', join(folder(), 'new')).replace('LAKE', lake()));

    kumomori(['--config', values().FILE, ...named]);

    expect(before.length).toBeGreaterThan(5);
    expect(uids(join(folder(), 'new'))).toEqual(before);
  });
});

describe('rebuild the lake from raw, on AWS', () => {
  const desk = awsDesk();
  const aws = new AwsLake(desk);
  beforeEach(() => aws.fill());

  const values = () => ({ FILE: desk.config(), LAKE, FIRST_DAY: '2024-08-12', TODAY: '2024-08-13' });
  const removed = () =>
    argumentsOf(PAGE, 'aws s3 rm', values()).map(([uri = '']) => uri.replace(`s3://${LAKE}/`, ''));
  const replay = () =>
    aws.run(argumentsOf(PAGE, 'npx kumomori', values()).find((args) => args.includes('aws')) ?? []);

  it('gives the objects of before, and raises nothing', async () => {
    const before = aws.visible();
    aws.remove(removed());

    const { stdout, status } = await replay();

    expect(removed()).toEqual(['events/', 'quarantine/', 'state/commits/']);
    expect(stdout).toContain('2 batches made again, 0 unchanged, 0 done before, 0 failed, 0 not heard of');
    expect(status).toBe(0);
    expect(aws.visible()).toEqual(before);
    expect(aws.told).toEqual([]);
  });

  it('needs the commits gone too, as the page says', async () => {
    aws.remove(['events/']);

    expect((await replay()).stdout).toContain('0 batches made again, 2 unchanged');
  });
});
