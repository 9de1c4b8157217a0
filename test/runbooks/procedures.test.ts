import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RUNBOOKS_FILE } from '../../lib/health/runbooks';
import { scripts } from '../../package.json';
import { kumomori } from '../functions/local/support/cli';
import { proceduresOf } from './page';

const [ENGLISH, JAPANESE] = [RUNBOOKS_FILE, RUNBOOKS_FILE.replace('.md', '.ja.md')].map(proceduresOf);
const SUFFIX = '.full.test.ts';
const tests = readdirSync(__dirname)
  .filter((name) => name.endsWith(SUFFIX))
  .map((name) => name.replace(SUFFIX, ''));

describe('the procedures of the runbooks', () => {
  it('have a test each, and every test a procedure', () => {
    expect(ENGLISH?.map(({ slug }) => slug).sort()).toEqual(tests.sort());
  });

  it.each(tests)('are what its test reads: %s', (name) => {
    const title = ENGLISH?.find(({ slug }) => slug === name)?.title;

    expect(readFileSync(join(__dirname, `${name}${SUFFIX}`), 'utf8')).toContain(`procedure('${title}')`);
  });

  it('say each when, what to expect, how to check and how to go back', () => {
    const parts = ['**When**', '**Expect**', '**Check**', '**Back**'];
    const lacking = (ENGLISH ?? []).flatMap(({ title, text }) =>
      parts.filter((part) => !text.includes(part)).map((part) => `${title}: ${part}`),
    );

    // Several keys are rotated, each with its own occasion.
    expect(lacking).toEqual(['Rotate keys and tokens: **When**']);
  });

  it('are the same commands in both languages', () => {
    expect(JAPANESE?.map(({ commands, yaml }) => ({ commands, yaml }))).toEqual(
      ENGLISH?.map(({ commands, yaml }) => ({ commands, yaml })),
    );
  });

  it('name commands and options that the command line has', () => {
    const lines = (ENGLISH ?? [])
      .flatMap(({ commands }) => commands)
      .filter((line) => line.startsWith('npx kumomori'));
    const unknown = lines.flatMap((line) => {
      const words = line.replace('npx kumomori --config FILE', 'npx kumomori').split(' ').slice(2);
      const command = words.slice(0, words[0] === 'rules' ? 2 : 1);
      const help = kumomori([...command, '--help']).stdout;
      return words
        .filter((word) => word.startsWith('--') && !help.includes(word))
        .map((word) => `${line}: ${word}`);
    });

    expect(lines.length).toBeGreaterThan(10);
    expect(unknown).toEqual([]);
  });

  it('name npm scripts that there are', () => {
    const named = (ENGLISH ?? []).flatMap(({ text }) =>
      [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name),
    );

    expect(named).toEqual(expect.arrayContaining(['synth', 'release:diff', 'release:record']));
    expect(named.filter((name = '') => !(name in scripts))).toEqual([]);
  });
});
