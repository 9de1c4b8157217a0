import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadConfig } from '../../../lib/config/load';
import { GCP, HEAD, problemsOf } from './support';

const fixture = (name: string) => readFileSync(join(__dirname, '../../fixtures/config', name), 'utf8');

describe('loadConfig', () => {
  it('reports everything that is wrong at once, in the order of the file', () => {
    const problems = problemsOf(fixture('many-problems.yaml'));

    expect(problems).toEqual(fixture('many-problems.txt').trimEnd().split('\n'));
  });

  it('keeps lines right in a file with Windows line ends and a byte order mark', () => {
    const text = `\uFEFF${HEAD}retention: { hot_days: 0 }\n${GCP}`.replaceAll('\n', '\r\n');

    expect(problemsOf(text)).toEqual(['platform.yaml:5: retention.hot_days must be at least 1, got 0']);
  });

  it('names the line of a value that an alias brought in', () => {
    const text = `${HEAD}retention: &r { hot_days: x }\n${GCP}detections: *r\n`;

    expect(problemsOf(text)).toContain('platform.yaml:5: retention.hot_days must be a whole number, got "x"');
  });

  it.each([
    ['', 'platform.yaml:1: is empty: `kumomori init` writes one to start from'],
    ['- a', 'platform.yaml:1: must be a block of keys, got a list: `kumomori init` writes one to start from'],
    [
      'hello',
      'platform.yaml:1: must be a block of keys, got "hello": `kumomori init` writes one to start from',
    ],
  ])('says what a file without settings is: %j', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('takes own keys named like built-in ones for what they are', () => {
    const text = `${HEAD}__proto__: { admin: true }\nconstructor: 1\ntoString: 2\n${GCP}`;

    const problems = problemsOf(text);

    expect(problems.map((problem) => problem.split(':', 2)[1])).toEqual(['5', '6', '7']);
    expect(problems[0]).toMatch(/^platform\.yaml:5: __proto__ is not a known key/);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  it('never asks a block for its text, which may bring a toString of its own', () => {
    expect(problemsOf(`${HEAD.replace('trial', '{ toString: [] }')}${GCP}`)).toEqual([
      'platform.yaml:3: lifecycle must be one of trial, production, got a block',
    ]);
  });

  it('never throws, whatever the text', () => {
    const yamlish = fc.array(
      fc.oneof(
        fc.constantFrom(
          'version: 1\n',
          'aws:',
          ' ',
          '\n',
          '- ',
          '? ',
          ': ',
          '[',
          ']',
          '{',
          '}',
          '&a ',
          '*a',
          '!t ',
          '|',
          '>',
          '"',
          "'",
          '#',
          '%',
          '---\n',
          '\t',
          '\r',
          '\0',
          '<<: ',
        ),
        fc.string({ maxLength: 4 }),
      ),
      { maxLength: 60 },
    );

    fc.assert(
      fc.property(
        fc.oneof(
          yamlish.map((parts) => parts.join('')),
          fc.string(),
          fc.json(),
        ),
        (text) => {
          expect(loadConfig(text, 'f').ok).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never throws, whatever values stand where settings are expected', () => {
    const keys = [
      'name',
      'lifecycle',
      'volume',
      'residency',
      'retention',
      'privacy',
      'enrichment',
      'sources',
      'aws',
      'azure',
      'gcp',
      'detections',
    ];

    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), fc.jsonValue()), (sections) => {
        const loaded = loadConfig(JSON.stringify({ version: 1, ...sections }), 'f');

        expect(loaded.ok || loaded.problem.every(({ line, message }) => line >= 1 && message !== '')).toBe(
          true,
        );
      }),
      { numRuns: 300 },
    );
  });
});
