import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { EPOCH, HOUR, listPublicKeys, makeKey } from '../../lib/trail/support/generate-trail';
import { makeWorld, type World } from '../../lib/trail/support/world';
import { kumomori, scratchFolder, write } from './support/cli';

const folder = scratchFolder();
const world = makeWorld();
const iso = (time: number) => new Date(time / 1000).toISOString();

/** The folder that `aws s3 sync` and `aws s3api head-object` leave, and the file of keys. */
function mirror({ store, keys }: World, without = ''): { mirrored: string; keyFile: string } {
  const mirrored = join(folder(), 'mirror');
  for (const [key, { body, metadata }] of store.objects) {
    const name = key.slice(without.length);
    write(mirrored, name, body);
    if (metadata !== undefined) {
      const head = { ContentLength: body.length, ContentType: 'application/json', Metadata: metadata };
      write(mirrored, `${name}.metadata.json`, JSON.stringify(head));
    }
  }
  return { mirrored, keyFile: write(folder(), 'keys.json', listPublicKeys(...keys)) };
}

describe('kumomori verify-trail', () => {
  it('is clean on a mirror of an untouched bucket', () => {
    const { mirrored, keyFile } = mirror(world);
    const { status, stdout } = kumomori(['verify-trail', mirrored, '--keys', keyFile]);

    expect(stdout).toContain('Bucket trail-archive\n');
    expect(stdout).toMatch(
      /444455556666 +us-east-1 +organization_trail +1 +2024-08-12T00:01:31Z +2024-08-12T08:01:31Z +8 +0 +0 +0 +11/,
    );
    expect(stdout).toContain('· trail-restarted: 1, first AWSLogs/o-exampleorgid/111122223333/');
    expect(stdout).toMatch(/\n\nclean: 0 alterations, 0 things that could not be proven\n$/);
    expect(status).toBe(0);
  });

  it('fails on an alteration and says what was expected, found and is to do', () => {
    const { mirrored, keyFile } = mirror(world);
    const log = world.digests[0]?.logs[1] ?? '';
    rmSync(join(mirrored, log));
    const { status, stdout } = kumomori(['verify-trail', mirrored, '--keys', keyFile]);

    expect(stdout).toContain(`✗ log-deleted  s3://trail-archive/${log}\n`);
    expect(stdout).toContain(
      `  expected the file that ${world.digests[0]?.key} lists\n  found    nothing\n  to do    restore`,
    );
    expect(status).toBe(1);
  });

  it('is not satisfied without the signatures of the newest digests', () => {
    const { mirrored, keyFile } = mirror(world);
    const newest = world.digests.filter(({ last }) => last);
    for (const { key } of newest) {
      rmSync(join(mirrored, `${key}.metadata.json`));
    }
    const { status, stdout } = kumomori(['verify-trail', mirrored, '--keys', keyFile, '--json']);

    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'unproven',
      findings: expect.arrayContaining(
        newest.map(({ key }) =>
          expect.objectContaining({ kind: 'signature-unknown', severity: 'unproven', key }),
        ),
      ),
    });
    expect(status).toBe(3);
  });

  it('prints times as text in JSON, for a window, an account and a region', () => {
    const { mirrored, keyFile } = mirror(world);
    const window = ['--from', iso(EPOCH + HOUR), '--to', iso(EPOCH + 3 * HOUR)];
    const scope = ['--account', '444455556666', '--region', 'us-east-1', 'eu-west-1'];
    const { status, stdout } = kumomori([
      'verify-trail',
      mirrored,
      '--keys',
      keyFile,
      '--json',
      ...window,
      ...scope,
    ]);

    expect(JSON.parse(stdout).trails).toMatchObject([
      {
        account: '444455556666',
        chains: [{ from: '2024-08-12T01:01:31.000Z', to: '2024-08-12T04:01:31.000Z', digests: 3 }],
      },
    ]);
    expect(status).toBe(0);
  });

  it('takes a folder that mirrors only what stands below a prefix', () => {
    const { mirrored, keyFile } = mirror(world, 'AWSLogs/');
    const { status, stdout } = kumomori(['verify-trail', mirrored, '--keys', keyFile, '--prefix', 'AWSLogs']);

    expect(stdout).toContain('clean:');
    expect(status).toBe(0);
  });

  it('sees a file among the logs that is named like saved metadata', () => {
    const { mirrored, keyFile } = mirror(world);
    const log = `${world.digests[0]?.logs[0]}.metadata.json`;
    write(mirrored, log, '{}');

    expect(kumomori(['verify-trail', mirrored, '--keys', keyFile]).stdout).toContain(
      `log-injected  s3://trail-archive/${log}`,
    );
  });

  it('makes what an object’s name would do to a terminal visible', () => {
    const { mirrored, keyFile } = mirror(world);
    write(mirrored, 'AWSLogs/o-exampleorgid/444455556666/CloudTrail/us-east-1/\u001b[2J.gz', 'x');
    const { stdout } = kumomori(['verify-trail', mirrored, '--keys', keyFile]);

    expect(stdout).toContain('us-east-1/\\u001b[2J.gz');
    expect(stdout).not.toContain('\u001b');
  });

  it.each([
    ['without keys', () => [folder()], "required option '--keys <file...>'"],
    [
      'without the folder',
      (keys: string) => [join(folder(), 'none'), '--keys', keys],
      'none: no such folder',
    ],
    ['with a folder of other things', (keys: string) => [folder(), '--keys', keys], 'no CloudTrail objects'],
    [
      'with a file that holds no keys',
      () => [folder(), '--keys', write(folder(), 'k', '{}')],
      'k: has no PublicKeyList',
    ],
    [
      'with a time that is none',
      (keys: string) => [folder(), '--keys', keys, '--from', 'monday'],
      '--from: expected a time',
    ],
    [
      'with a window that ends before it begins',
      (keys: string) => [folder(), '--keys', keys, '--from', '2024-08-13', '--to', '2024-08-12'],
      '--from must not be after --to',
    ],
  ])('asks for what it needs: %s', (_, args, problem) => {
    const keys = write(folder(), 'keys.json', listPublicKeys(makeKey('aa')));

    expect(kumomori(['verify-trail', ...args(keys)])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(problem),
    });
  });

  it('explains how to make the mirror', () => {
    const { status, stdout } = kumomori(['verify-trail', '--help']);

    expect(stdout).toContain('aws s3api head-object --bucket BUCKET --key');
    expect(status).toBe(0);
  });
});
