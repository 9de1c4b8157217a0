import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../lib/config/load';
import { loadRules } from '../../lib/detections/load';
import { runTests } from '../../lib/detections/run-tests';
import { parseRuleFile } from '../../lib/sigma/rule-file';
import { SOURCES } from '../../lib/sources';
import { dependencies, devDependencies, scripts } from '../../package.json';
import { readMarkdown } from './markdown';

const ROOT = join(__dirname, '..', '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const exists = (path: string) => existsSync(join(ROOT, path));

const PAGES = [
  ['README.md', readMarkdown(read('README.md'))],
  ['README.ja.md', readMarkdown(read('README.ja.md'))],
] as const;
const [[, english], [, japanese]] = PAGES;

/** Prose and commands: everything a reader may type. */
const wordsOf = ({ text }: { readonly text: string }, pattern: RegExp) =>
  new Set([...text.matchAll(pattern)].map(([, word = '']) => word));

/** Where top-level commands are declared. */
const PROGRAMS = [
  'main.ts',
  ...['rules', 'alerts', 'approve', 'cost', 'replay', 'restore', 'verify-trail'].map(
    (name) => `commands/${name}-program.ts`,
  ),
];
/** Commands as the program declares them, `.command('query <sql>')`; those of a command of its own are left out. */
const COMMANDS = new Set(
  PROGRAMS.flatMap((file) => [
    ...read(`functions/local/${file}`).matchAll(/^ {2}(?:const \w+ = )?program\s*\.command\('([a-z-]+)/gm),
  ]).map(([, name = '']) => name),
);

describe.each(PAGES)('%s', (_name, page) => {
  const yaml = page.blocks.filter(({ language }) => language === 'yaml').map(({ text }) => text);
  const rules = yaml.filter((text) => /^title:/m.test(text));
  const configs = yaml.filter((text) => /^version:/m.test(text));

  it('links only to files and headings that exist', () => {
    const anchors = new Set(page.headings.map(({ title }) => `#${title.toLowerCase().replaceAll(' ', '-')}`));
    const broken = page.links.filter(({ target }) =>
      target.startsWith('#') ? !anchors.has(target) : !target.startsWith('https://') && !exists(target),
    );

    expect(page.links.length).toBeGreaterThan(10);
    expect(broken).toEqual([]);
  });

  it('calls a file by the path it has', () => {
    const paths = page.links.filter(({ label }) => /^[\w./-]*\/[\w./-]*$/.test(label));

    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter(({ label }) => !exists(label))).toEqual([]);
  });

  it('explains every box of its picture, and no other', () => {
    const boxes = [...(page.blocks[0]?.text ?? '').matchAll(/\[(\w+)\]/g)].map(([, box]) => box);
    const rows = page.tables[0]?.slice(1) ?? [];

    expect(rows.map(([box]) => box).sort()).toEqual(boxes.sort());
    expect(rows.filter(([, file]) => !file?.startsWith('['))).toEqual([]);
  });

  it('names the commands that exist, each of them', () => {
    const named = wordsOf(page, /\bkumomori ([a-z][a-z-]*)/g);

    expect([...named].sort()).toEqual([...COMMANDS].sort());
  });

  it('names npm scripts that exist', () => {
    const known = new Set(['ci', 'test', ...Object.keys(scripts)]);
    const named = wordsOf(page, /\bnpm (?:run )?(?:--silent )?([a-z][a-z:]*)/g);

    expect(named.size).toBeGreaterThan(5);
    expect([...named].filter((name) => !known.has(name))).toEqual([]);
  });

  it('lists the dependencies of package.json with their versions', () => {
    const table = page.tables.find((rows) => rows.some(([name]) => name === '`aws-cdk-lib`'))?.slice(1) ?? [];
    const listed = table.map(([name, version]) => [name, version]);
    const wanted = [
      ...Object.entries(dependencies).map(([name, version]) => [`\`${name}\``, version]),
      ...Object.entries(devDependencies).map(([name, version]) => [`\`${name}\` (dev)`, version]),
    ];

    expect(listed).toEqual(wanted);
    expect(table.filter((row) => row.some((cell) => cell === ''))).toEqual([]);
  });

  it('shows a configuration that loads', () => {
    expect(configs).toHaveLength(1);
    for (const text of configs) {
      expect(loadConfig(text, 'platform.yaml')).toMatchObject({ ok: true });
    }
  });

  it('shows a detection that loads without a remark and passes its tests', () => {
    expect(rules).toHaveLength(1);
    for (const text of rules) {
      const parsed = parseRuleFile({ path: 'rule.yml', text });
      const { problems } = loadRules([{ path: 'rule.yml', text }], SOURCES);
      const results = parsed.rules.flatMap((rule) => runTests(rule, SOURCES));

      expect(problems).toEqual([]);
      expect(results.map(({ passed }) => passed)).toEqual([true, true]);
    }
  });

  it('shows lines of the example source', () => {
    const snippets = page.blocks.filter(({ language }) => language === 'ts');

    expect(snippets).toHaveLength(1);
    for (const { text } of snippets) {
      expect(read('test/docs/examples/github-audit/source.ts')).toContain(text);
    }
  });
});

describe('the two languages', () => {
  it('have the same sections in the same order', () => {
    expect(japanese.headings.map(({ level }) => level)).toEqual(english.headings.map(({ level }) => level));
  });

  it('have the same code blocks', () => {
    expect(japanese.blocks.slice(1)).toEqual(english.blocks.slice(1));
    expect(japanese.blocks).toHaveLength(english.blocks.length);
  });

  it('have tables of the same size', () => {
    const sizes = (tables: typeof english.tables) => tables.map((rows) => [rows.length, rows[0]?.length]);

    expect(sizes(japanese.tables)).toEqual(sizes(english.tables));
  });

  it('link to the same files', () => {
    const files = ({ links }: typeof english) =>
      [...new Set(links.map(({ target }) => target.replace(/\.ja\.md$/, '.md')))]
        .filter((target) => !target.startsWith('#') && !target.startsWith('README'))
        .sort();

    expect(files(japanese)).toEqual(files(english));
  });
});
