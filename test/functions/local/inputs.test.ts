import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, relative } from 'node:path';
import { findInputs } from '../../../functions/local/inputs';
import { scratchFolder } from './support/cli';

const folder = scratchFolder();

function tree(): string {
  const root = join(folder(), 'tree');
  mkdirSync(join(root, 'a', 'b'), { recursive: true });
  writeFileSync(join(root, 'a', 'b', 'x.json'), '{}');
  writeFileSync(join(root, 'y.json'), '{}');
  symlinkSync(join('..', '..'), join(root, 'a', 'b', 'up'));
  symlinkSync('nowhere', join(root, 'broken'));
  symlinkSync('y.json', join(root, 'z.json'));
  return root;
}

test('a link to a folder above was followed round and round: each folder is read once', async () => {
  const root = tree();

  const found = await findInputs([root]);

  expect(found.map(({ path }) => relative(root, path))).toEqual([
    join('a', 'b', 'x.json'),
    'y.json',
    'z.json',
  ]);
});

test('a socket that is named was an error without a remedy', async () => {
  const path = join(folder(), 's');
  const server = createServer();
  await new Promise<void>((done) => server.listen(path, done));

  try {
    await expect(findInputs([path])).rejects.toThrow(
      `${path}: a socket, expected a file, a folder or a pipe`,
    );
  } finally {
    server.close();
  }
});

test('what is not there is named', async () => {
  await expect(findInputs([join(folder(), 'none')])).rejects.toThrow(/none: no such file or folder$/);
});
