import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { withLock } from '../../../../lib/targets/local/file-lock';
import { LocalKeyValueStore } from '../../../../lib/targets/local/key-value-store';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kumomori-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A number that no process has: above every limit of process numbers. */
const NOBODY = 99_999_999;
const lockOf = (pid: number, id: string, name = 'k') => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), JSON.stringify({ pid, id }));
};

test('steps under one lock do not overlap', async () => {
  let inside = 0;
  let most = 0;

  await Promise.all(
    Array.from({ length: 20 }, () =>
      withLock(folder, 'k', async () => {
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setTimeout(resolve, 1));
        inside -= 1;
      }),
    ),
  );

  expect(most).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
});

test('a step that fails gives the lock back', async () => {
  await expect(withLock(folder, 'k', () => Promise.reject(new Error('no')))).rejects.toThrow('no');

  expect(await withLock(folder, 'k', async () => 'ok')).toBe('ok');
});

test.each([
  ['was killed', () => lockOf(NOBODY, 'dead')],
  ['had our number before us', () => lockOf(process.pid, 'before')],
  [
    'was killed, and who broke it too',
    () => {
      lockOf(NOBODY, 'dead');
      lockOf(NOBODY, 'breaker', '.break-dead');
      lockOf(NOBODY, 'next', '.break-breaker');
    },
  ],
])('the lock of a process that %s is broken', async (_, leave) => {
  leave();
  let inside = 0;

  const done = await Promise.all(
    Array.from({ length: 10 }, () =>
      withLock(folder, 'k', async () => {
        inside += 1;
        const alone = inside === 1;
        await new Promise((resolve) => setTimeout(resolve, 1));
        inside -= 1;
        return alone;
      }),
    ),
  );

  expect(done).toEqual(Array(10).fill(true));
  expect(existsSync(join(folder, 'k'))).toBe(false);
});

describe('processes that count in one shared store', () => {
  function start(program: string, times: number): { child: ChildProcess; counted: () => number } {
    const child = spawn(process.execPath, ['-', join(folder, 'store'), String(times)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let counted = 0;
    child.stdout?.on('data', (chunk: Buffer) => {
      counted += chunk.length;
    });
    child.stdin?.end(program);
    return { child, counted: () => counted };
  }
  const ended = (child: ChildProcess) => new Promise((resolve) => child.on('close', resolve));

  test('lose no step, even when some are killed in the middle', async () => {
    const { outputFiles } = buildSync({
      entryPoints: [join(__dirname, 'count-up.ts')],
      bundle: true,
      platform: 'node',
      write: false,
    });
    const program = outputFiles[0]?.text ?? '';
    const [one, two] = [start(program, 150), start(program, 150)];
    const victims = [0, 1, 2].map(() => start(program, 100_000));
    const all = [one, two, ...victims].map(({ child }) => ended(child));
    for (const { child, counted } of victims) {
      while (counted() < 20) {
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      child.kill('SIGKILL');
    }

    await Promise.all(all);

    const told = [one, two, ...victims].reduce((sum, { counted }) => sum + counted(), 0);
    const number = Number((await new LocalKeyValueStore(join(folder, 'store')).get('number'))?.value);
    // A process may be killed between a step and telling of it.
    expect(number - told).toBeGreaterThanOrEqual(0);
    expect(number - told).toBeLessThanOrEqual(victims.length);
  });
});
