import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { AWS_METRICS } from '../../infra/policy/aws-metrics';
import { withCarried } from '../../infra/policy/template';
import { RUNBOOKS, RUNBOOKS_FILE, type RunbookId } from '../../lib/health/runbooks';
import { METRICS } from '../../lib/telemetry';
import { PLATFORMS, templatesOf } from '../infra/policy/synthesized';
import { removeOutputs } from '../infra/support';

/** The command line as it is built, kept from running. */
const mockPrograms: Command[] = [];
jest.mock('commander', () => {
  const actual = jest.requireActual<typeof import('commander')>('commander');
  class Kept extends actual.Command {
    override createCommand(name?: string): Command {
      return new Kept(name);
    }
    override parseAsync(...args: Parameters<Command['parseAsync']>): Promise<this> {
      if (args.length > 0) {
        return super.parseAsync(...args);
      }
      mockPrograms.push(this);
      return Promise.resolve(this);
    }
    /** Nothing is done. */
    override action(): this {
      return super.action(() => undefined);
    }
  }
  return { ...actual, Command: Kept };
});

afterAll(removeOutputs);

const ROOT = join(__dirname, '..', '..');
const IDS = Object.keys(RUNBOOKS) as RunbookId[];
const JAPANESE_FILE = RUNBOOKS_FILE.replace('.md', '.ja.md');
const english = readFileSync(join(ROOT, RUNBOOKS_FILE), 'utf8');
const japanese = readFileSync(join(ROOT, JAPANESE_FILE), 'utf8');
const PAGES = [
  [RUNBOOKS_FILE, english],
  [JAPANESE_FILE, japanese],
] as const;

const slug = (title: string) => title.toLowerCase().replaceAll(' ', '-');

/** The sections of alarms, by the anchor that descriptions name. */
const SECTIONS = {
  en: sectionsOf(english, /^### (.+)\n/m, slug),
  ja: sectionsOf(japanese, /^<a id="([a-z-]+)"><\/a>\n\n### .+\n/m, (id) => id),
};

function sectionsOf(page: string, start: RegExp, idOf: (match: string) => string): Map<string, string> {
  const [, alarms = ''] = (page.split(/^(?=<a id="procedures">|## (?:Procedures|手順)$)/m)[0] ?? '').split(
    /^## .+$/m,
  );
  const [, ...parts] = alarms.split(start);
  return new Map(parts.flatMap((one, i) => (i % 2 === 0 ? [[idOf(one), parts[i + 1] ?? ''] as const] : [])));
}

/** What stands in code, on one line, without the shell's signs of variables. */
function codesOf(page: string): readonly string[] {
  const blocks = [...page.matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm)].flatMap(([, body = '']) =>
    body.split('\n'),
  );
  const spans = [...page.replace(/^ *```[\s\S]*?^ *```$/gm, '').matchAll(/`([^`]+)`/g)].map(
    ([, code = '']) => code,
  );
  return [...blocks, ...spans].map((code) => code.replace(/\s+/g, ' ').trim()).filter(Boolean);
}

const commandsOf = (page: string) => codesOf(page).filter((code) => /^(aws|kumomori) [a-z]/.test(code));

describe('the runbooks', () => {
  it.each([
    ['English', SECTIONS.en],
    ['Japanese', SECTIONS.ja],
  ])('have a section each in %s, which says something', (_, sections) => {
    expect([...sections.keys()].sort()).toEqual([...IDS].sort());
    expect([...sections].filter(([, text]) => text.trim().length < 150).map(([id]) => id)).toEqual([]);
  });

  it('have the titles whose anchors the ids are', () => {
    expect(IDS.filter((id) => slug(RUNBOOKS[id]) !== id)).toEqual([]);
  });

  it.each(IDS)('are the same commands in both languages: %s', (id) => {
    expect(commandsOf(SECTIONS.ja.get(id) ?? '')).toEqual(commandsOf(SECTIONS.en.get(id) ?? ''));
  });

  it.each(PAGES)('link to what there is: %s', (file, page) => {
    const anchors = new Set([
      ...[...page.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => slug(title)),
      ...[...page.matchAll(/<a id="([a-z-]+)">/g)].map(([, id]) => id),
    ]);
    const targets = [...page.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const broken = targets.filter((target) =>
      target.startsWith('#')
        ? !anchors.has(target.slice(1))
        : !target.startsWith('https://') &&
          !existsSync(join(ROOT, dirname(file), target.replace(/#.*$/, ''))),
    );

    expect(broken).toEqual([]);
  });
});

describe('commands of the runbooks', () => {
  const sections = [SECTIONS.en, SECTIONS.ja].flatMap((one) => [...one.values()]);
  const lines = [...new Set(sections.flatMap(commandsOf))].filter((line) => line.startsWith('kumomori '));
  let program: Command;

  beforeAll(async () => {
    await import('../../functions/local/main');
    [program] = mockPrograms as [Command];
    silence(program);
  });

  function silence(command: Command): void {
    command.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
    command.commands.forEach(silence);
  }

  /** As a shell splits it; a pipe ends it. */
  const wordsOf = (line: string) =>
    [...(line.split(' | ')[0] ?? '').matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
      ([, double, single, bare]) => double ?? single ?? bare ?? '',
    );

  it('are some', () => {
    expect(lines.length).toBeGreaterThan(10);
  });

  it.each(lines)('parse: %s', async (line) => {
    await expect(
      program.parseAsync(wordsOf(line).slice(1), { from: 'user' }).then(
        () => 'parsed',
        (error: { readonly code: string; readonly message: string }) =>
          error.code === 'commander.helpDisplayed' ? 'parsed' : error.message,
      ),
    ).resolves.toBe('parsed');
  });

  it('would not, with an option that is not there', async () => {
    await expect(program.parseAsync(['replay', '--day', '1'], { from: 'user' })).rejects.toThrow(
      "unknown option '--day'",
    );
    await expect(program.parseAsync(['rules', 'rollback', '--key', 'k'], { from: 'user' })).rejects.toThrow(
      '--target',
    );
  });
});

describe('names in the runbooks', () => {
  const templates = ['everything there is', 'a network of its own, and rules without a deploy']
    .flatMap((name) => {
      const platform = PLATFORMS[name];
      return platform ? templatesOf(platform()) : [];
    })
    .flatMap(withCarried);
  const known = JSON.stringify(templates);
  const spelledOut = (name: string) =>
    name
      .replace(/\$?\bNAME\b/, 'acme')
      .replace('$ACCOUNT', '222222222222')
      .replace('$AWS_REGION', 'ap-northeast-1');

  it('are names of what is deployed', () => {
    const names = new Set(
      [SECTIONS.en, SECTIONS.ja].flatMap((sections) =>
        [...sections.values()].flatMap((text) =>
          [...text.matchAll(/(?<![\w])\$?NAME-(?:[a-z0-9-]|\$[A-Z_]+)+(?![A-Z])/g)].map(([name]) =>
            spelledOut(name.replace(/-$/, '')),
          ),
        ),
      ),
    );

    expect(names.size).toBeGreaterThan(20);
    expect([...names].filter((name) => !new RegExp(`\\b${name}(?![a-z0-9])`).test(known))).toEqual([]);
  });

  it('of one capitalized word are metrics that are told, or words of AWS', () => {
    const metrics = [...Object.keys(METRICS), ...Object.values(AWS_METRICS).flatMap((one) => one.metrics)];
    const words = new Set(
      [SECTIONS.en, SECTIONS.ja].flatMap((sections) =>
        [...sections.values()].flatMap(codesOf).filter((code) => /^[A-Z][a-z0-9]+[A-Za-z0-9.]*$/.test(code)),
      ),
    );

    const others = [...words].filter((word) => !CALL_OF_AWS.test(word) && !WORDS_OF_AWS.includes(word));
    expect(others.filter((word) => !metrics.includes(word))).toEqual([]);
    expect(others.length).toBeGreaterThan(3);
  });
});

const CALL_OF_AWS = /^(?:Create|Delete|Disassociate|Invoke|Run|Start|Stop)[A-Z]/;
/** Errors and settings of AWS, and parts of names. */
const WORDS_OF_AWS = ['AccessDenied', 'EventBridgeConfiguration', 'Forward', 'Ingest'];
