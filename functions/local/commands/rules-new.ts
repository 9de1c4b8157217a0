import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newRule, ruleFileName } from '../../../lib/rules/template';
import { UsageError } from '../errors';

interface NewOptions {
  readonly title?: string;
  readonly author: string;
  readonly out: string;
}

/** `kumomori rules new`: a rule to start from. An existing file is never written over. */
export async function newRuleFile(id: string | undefined, options: NewOptions): Promise<void> {
  const title = (options.title ?? titleOf(id))?.trim();
  if (!title) {
    throw new UsageError('name the rule: kumomori rules new bucket-deleted, or --title "Bucket deleted"');
  }
  const file = join(options.out, ruleFileName(id ?? title));
  const date = new Date().toISOString().slice(0, 10);
  await mkdir(options.out, { recursive: true });
  await writeFile(file, newRule({ title, author: options.author, date }), { flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      throw error.code === 'EEXIST' ? new UsageError(`${file}: is already there; choose another id`) : error;
    },
  );
  process.stdout.write(`${file}\n`);
}

/** `bucket-deleted` reads `Bucket deleted`. */
function titleOf(id: string | undefined): string | undefined {
  const words = id
    ?.replace(/\.ya?ml$/, '')
    .replaceAll(/[-_]+/g, ' ')
    .trim();
  return words && words.charAt(0).toUpperCase() + words.slice(1);
}
