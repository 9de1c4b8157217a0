import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../../lib/json';
import { fetchBundle } from '../../lib/rules/fetch-bundle';
import { currentPointer } from '../../lib/rules/publish-bundle';
import { version } from '../../package.json';
import { kumomori, scratchFolder, treeOf, write } from '../functions/local/support/cli';
import { Bucket } from '../lib/rules/published-support';
import { FakeAws } from '../lib/targets/aws/fake-aws';
import { argumentsOf, procedure } from './page';
import { kumomoriMeanwhile, PLATFORM, writeTrail } from './support';

const PAGE = procedure('Roll back a release');
const ROOT = join(__dirname, '..', '..');
const NEWER = '0.99.0';
const folder = scratchFolder();
const config = () => join(folder(), 'platform.yaml');
const rule = (title: string, call: string) => `title: ${title}
id: 0a1b2c3d-0000-4000-8000-00000000000${call.length % 10}
status: test
level: high
logsource: { product: aws, service: cloudtrail }
detection: { selection: { eventName: ${call} }, condition: selection }
`;

beforeEach(() => write(folder(), 'platform.yaml', PLATFORM));

/** The command line as a newer release would be: another version, and records with fields that this one does not know. */
function newerRelease(): (...args: string[]) => void {
  const home = join(folder(), 'newer');
  cpSync(join(ROOT, 'dist'), join(home, 'dist'), { recursive: true });
  for (const name of readdirSync(ROOT).filter((one) => !['dist', '.git'].includes(one))) {
    symlinkSync(join(ROOT, name), join(home, name));
  }
  const program = join(home, 'dist', 'kumomori.js');
  writeFileSync(program, readFileSync(program, 'utf8').replace(`"${version}"`, `"${NEWER}"`));
  return (...args) => {
    const { status, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
    expect([0, 3]).toContain(status ?? stderr);
  };
}

function addFields(state: string): void {
  for (const name of readdirSync(state, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.json')) {
      const record: unknown = JSON.parse(readFileSync(join(state, name), 'utf8'));
      if (isObject(record)) {
        const members = Array.isArray(record.members)
          ? { members: record.members.map((one) => (isObject(one) ? { ...one, later: 1 } : one)) }
          : {};
        writeFileSync(join(state, name), JSON.stringify({ ...record, ...members, later: { of: NEWER } }));
      }
    }
  }
}

describe('an older release over a lake that a newer one wrote', () => {
  const DAYS = ['2024-08-12', '2024-08-13'];
  const lake = () => join(folder(), 'lake');
  const rules = (name: string) => join(folder(), name);
  const seen = (at: string) =>
    Object.fromEntries(
      Object.entries(treeOf(at)).filter(([path]) =>
        /^(events|quarantine|state\/(commits|correlate))\//.test(path),
      ),
    );

  beforeEach(() => {
    write(rules('older'), 'stopped.yml', rule('stopped', 'StopLogging'));
    write(rules('later'), 'started.yml', rule('started', 'StartLogging'));
    const newer = newerRelease();
    for (const day of DAYS) {
      const path = writeTrail(folder(), day);
      newer('--config', config(), 'ingest', '--lake', lake(), '--rules', rules('later'), path);
      kumomori(['--config', config(), 'ingest', '--lake', rules('alone'), '--rules', rules('older'), path]);
    }
    addFields(join(lake(), 'state'));
  });

  it('reads it, and passes over what it does not know', () => {
    const commit = readFileSync(
      join(lake(), 'state/commits', readdirSync(join(lake(), 'state/commits'))[0] ?? ''),
      'utf8',
    );

    const ledger = kumomori(['ledger', '--lake', lake()]);
    const ingest = kumomori([
      '--config',
      config(),
      'ingest',
      '--lake',
      lake(),
      writeTrail(folder(), DAYS[0] ?? ''),
    ]);

    expect(commit).toContain(NEWER);
    expect(ledger.status).toBe(0);
    expect(ingest.stdout).toContain('0 of 1 inputs in 0 batches (1 known before)');
  });

  it('makes with a replay what it would have made alone, and removes what only the newer one wrote', () => {
    const before = seen(lake());

    const { stdout } = kumomori([
      '--config',
      config(),
      'replay',
      '--lake',
      lake(),
      '--rules',
      rules('older'),
    ]);

    expect(stdout).toContain('2 of 2 inputs in 2 batches');
    expect(before).not.toEqual(seen(rules('alone')));
    expect(seen(lake())).toEqual(seen(rules('alone')));
  });

  it('finishes what the newer one had only sealed', () => {
    rmSync(join(lake(), 'state/commits'), { recursive: true });

    kumomori([
      '--config',
      config(),
      'ingest',
      '--lake',
      lake(),
      '--rules',
      rules('older'),
      join(folder(), 'logs'),
    ]);

    expect(seen(lake())).toEqual(seen(rules('alone')));
  });
});

describe('rules', () => {
  const [aws, bucket] = [new FakeAws(), new Bucket()];
  const pair = generateKeyPairSync('ed25519');
  const environment = { ...process.env };
  beforeAll(async () => {
    process.env.AWS_ENDPOINT_URL = await aws.start();
    process.env.AWS_ENDPOINT_URL_S3 = await bucket.start();
    process.env.AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE';
    process.env.AWS_SECRET_ACCESS_KEY = 'secret';
  });
  afterAll(async () => {
    process.env = environment;
    await aws.stop();
    await bucket.stop();
  });

  it('are rolled back without a deploy: functions take the version before for the newest', async () => {
    const key = write(
      folder(),
      'rules.key',
      pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    );
    const trusted = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    write(folder(), 'platform.yaml', `${PLATFORM}detections: { bundle: { keys: [${trusted}] } }\n`);
    const place = bucket.place('acme-bundles-222222222222-eu-west-1');
    const force = async () => (await currentPointer(place, [pair.publicKey])).pointer;
    const versions = [];
    for (const title of ['good', 'bad']) {
      write(folder(), 'rules/rule.yml', rule(title, 'StopLogging'));
      const publish = ['rules', 'publish', '--target', 'aws', '--key', key, join(folder(), 'rules')];
      await kumomoriMeanwhile(['--config', config(), ...publish]);
      versions.push(await force());
    }
    const commands = argumentsOf(PAGE, 'npx kumomori', { FILE: config(), RULES_KEY: key });

    const [back, status] = [
      await kumomoriMeanwhile(commands[0] ?? []),
      await kumomoriMeanwhile(commands[1] ?? []),
    ];

    const [good, bad] = versions;
    expect(back.stdout).toContain(`back to version ${good?.version}`);
    expect(status.stdout).toContain(`version ${good?.version}`);
    expect((await force())?.sequence).toBeGreaterThan(bad?.sequence ?? 0);
    const content = await fetchBundle(place, (await force())?.version ?? '');
    expect(content.ok && content.value.rules[0]?.text).toContain('title: good');
  });
});

describe('templates', () => {
  it('are compared the other way before they are deployed', () => {
    expect(argumentsOf(PAGE, 'npm run release:diff --', {})).toEqual([['IN_USE', 'BEFORE']]);
  });
});
