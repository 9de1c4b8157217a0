import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { codeOf } from './error-code';
import { isRunning } from './is-running';

/** Longest wait for a lock: its holder does a few file operations. */
const PATIENCE_MILLIS = 30_000;

interface Holder {
  readonly pid: number;
  /** Of this one time it was taken. */
  readonly id: string;
}

/** Of this process. */
const held = new Set<string>();

/**
 * Runs a step while no other process of this machine holds the same lock: a file that names its holder. The lock of a
 * process that no longer runs is broken, by exactly one of those that wait: whoever first puts its own name to the
 * right to remove that one lock. `name` is a file name in the folder, which must be there.
 */
export async function withLock<Value>(
  folder: string,
  name: string,
  step: () => Promise<Value>,
): Promise<Value> {
  const own: Holder = { pid: process.pid, id: randomUUID() };
  const path = join(folder, name);
  held.add(own.id);
  try {
    await take(folder, path, own);
    try {
      return await step();
    } finally {
      await rm(path, { force: true });
    }
  } finally {
    held.delete(own.id);
  }
}

async function take(folder: string, path: string, own: Holder): Promise<void> {
  const scratch = join(folder, `.${own.id}`);
  await writeFile(scratch, JSON.stringify(own));
  try {
    const until = Date.now() + PATIENCE_MILLIS;
    for (let pause = 1; !(await linked(scratch, path)); pause = Math.min(50, pause * 2)) {
      if (await breakStale(folder, path, scratch)) {
        continue;
      }
      if (Date.now() > until) {
        throw new Error(
          `${path}: another process (see the number in this file) holds the lock for long; end it if it hangs, or remove the file if it is none of ours`,
        );
      }
      await wait(pause * (0.5 + Math.random()));
    }
  } finally {
    await rm(scratch, { force: true });
  }
}

/** Removes a lock whose holder is dead. False while it lives, or while another is at it. */
async function breakStale(folder: string, path: string, scratch: string): Promise<boolean> {
  const holder = await holderOf(path);
  if (!holder) {
    return true;
  }
  if (isAlive(holder)) {
    return false;
  }
  if ((await holderOf(path))?.id !== holder.id) {
    // It was given back in good order, before its holder ended.
    return true;
  }
  if (!(await gainRight(folder, holder.id, scratch))) {
    return false;
  }
  // Another may have removed it, and a third taken it anew, before the right was ours.
  if ((await holderOf(path))?.id === holder.id) {
    await rm(path, { force: true });
  }
  return true;
}

/**
 * The right to remove the lock with this id: a lock too, whose holder may have died in turn. It is never given back,
 * so that nobody who looked long ago can gain it once more; the file it leaves is one for each process that was killed.
 */
async function gainRight(folder: string, id: string, scratch: string): Promise<boolean> {
  const right = join(folder, `.break-${id}`);
  if (await linked(scratch, right)) {
    return true;
  }
  const breaker = await holderOf(right);
  return breaker !== undefined && !isAlive(breaker) && gainRight(folder, breaker.id, scratch);
}

/** A number of our own that we do not know was given to a process before us: containers hand out the same ones. */
function isAlive({ pid, id }: Holder): boolean {
  return pid === process.pid ? held.has(id) : isRunning(pid);
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
