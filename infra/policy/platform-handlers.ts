import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where the handlers are, from the checkout's root. */
export const HANDLERS = join('functions', 'aws');

/** Every handler of the platform, by its file: what these write to their logs never enters the pipeline. */
export function platformHandlers(root = join(__dirname, '..', '..')): string[] {
  return readdirSync(join(root, HANDLERS))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
}
