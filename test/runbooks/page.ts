import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RUNBOOKS_FILE } from '../../lib/health/runbooks';
import { readMarkdown } from '../docs/markdown';

const FOLDER = join(__dirname, '..', '..');
const SECTION = /\n## (?:Procedures|手順)\n/;

/** A procedure of the runbooks: its title, and the commands that stand under it, each as it is typed. */
export interface Procedure {
  readonly title: string;
  /** Name of its test file, without `.test.ts`. */
  readonly slug: string;
  readonly text: string;
  readonly commands: readonly string[];
  /** Pieces of configuration. */
  readonly yaml: readonly string[];
}

/** The procedures of a page, in its order. */
export function proceduresOf(file: string): readonly Procedure[] {
  const [, section = ''] = readFileSync(join(FOLDER, file), 'utf8').split(SECTION);
  const [, ...parts] = (section.split(/^## /m)[0] ?? '').split(/^### /m);
  return parts.map((part) => {
    const title = part.slice(0, part.indexOf('\n'));
    const { blocks } = readMarkdown(part);
    const texts = (language: string) =>
      blocks.filter((block) => block.language === language).map(({ text }) => text);
    return {
      title,
      slug: title.toLowerCase().replaceAll(' ', '-'),
      text: part,
      commands: texts('sh').flatMap((text) => text.trim().split('\n')),
      yaml: texts('yaml'),
    };
  });
}

/** One of them, by its title. */
export function procedure(title: string): Procedure {
  const found = proceduresOf(RUNBOOKS_FILE).find((one) => one.title === title);
  if (found === undefined) {
    throw new Error(`${RUNBOOKS_FILE} has no procedure "${title}"`);
  }
  return found;
}

/**
 * The arguments of a procedure's commands that begin with `start`, such as `npx kumomori`, as a shell would split them;
 * the page's placeholders, words in capitals, become the values given for them.
 */
export function argumentsOf(
  { commands }: Procedure,
  start: string,
  values: Readonly<Record<string, string>>,
): readonly (readonly string[])[] {
  return commands
    .filter((command) => command.startsWith(`${start} `))
    .map((command) =>
      [...command.slice(start.length).matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
        ([, single, double, bare]) =>
          (single ?? double ?? bare ?? '').replace(/[A-Z][A-Z_]+/g, (word) => values[word] ?? word),
      ),
    );
}
