import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalSecretStore } from '../../../../lib/targets/local/secret-store';

const VALUE = 'correct horse battery staple';
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kumomori-secrets-'));
  mkdirSync(join(folder, 'kumomori'));
  writeFileSync(join(folder, 'kumomori', 'slack'), `${VALUE}\n`, { mode: 0o600 });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const problemOf = (name: string) =>
  new LocalSecretStore(folder).get(name).then(
    () => 'none',
    (error: Error) => error.message,
  );

test('a secret is the text of the file of its name', async () => {
  const store = new LocalSecretStore(folder);

  expect(await store.get('kumomori/slack')).toBe(`${VALUE}\n`);
  expect(await store.get('kumomori/teams')).toBeUndefined();
  expect(await store.get('kumomori/slack/below')).toBeUndefined();
});

test.each([0o640, 0o604, 0o644, 0o620, 0o601])(
  'a file of mode %o is refused, with what to do',
  async (mode) => {
    chmodSync(join(folder, 'kumomori', 'slack'), mode);

    const problem = await problemOf('kumomori/slack');

    expect(problem).toContain(`(mode ${mode.toString(8)}); run \`chmod 600 ${folder}/kumomori/slack\``);
    expect(problem).not.toContain(VALUE);
  },
);

test('a file that its owner alone may read is read', async () => {
  chmodSync(join(folder, 'kumomori', 'slack'), 0o400);

  expect(await new LocalSecretStore(folder).get('kumomori/slack')).toContain(VALUE);
});

test.each(['../passwd', '/etc/passwd', 'a/../../b', '', '.hidden', 'a//b', 'a\u0000b'])(
  'the name %j does not leave the folder',
  async (name) => {
    expect(await problemOf(name)).toContain('names have letters, digits');
  },
);

test('a folder in place of a secret is refused', async () => {
  expect(await problemOf('kumomori')).toContain('a secret is a file of its own');
});

test('a file too large to be a secret is refused', async () => {
  writeFileSync(join(folder, 'big'), 'x'.repeat(70_000), { mode: 0o600 });

  expect(await problemOf('big')).toContain('at most 65536 bytes, got 70000');
});
