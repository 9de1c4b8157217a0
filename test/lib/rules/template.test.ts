import { loadRules } from '../../../lib/detections/load';
import { runTests } from '../../../lib/detections/run-tests';
import { DEFAULT_POLICY } from '../../../lib/pipeline/mask/policy';
import { lintFiles } from '../../../lib/rules/lint-report';
import { newRule, ruleFileName } from '../../../lib/rules/template';
import { SOURCES } from '../../../lib/sources';

const made = (title: string, author = 'Alice') => [
  { path: 'new.yml', text: newRule({ title, author, date: '2024-08-12' }) },
];

describe.each(['Bucket deleted', 'yes', 'He said "#1: no" — 雲', '$& $1'])(
  'a new rule called %s',
  (title) => {
    test('has no remark', () => {
      expect(lintFiles(made(title), SOURCES, () => DEFAULT_POLICY, '2026-11-23').problems).toEqual([]);
    });

    test('keeps its title and passes its tests', () => {
      const [rule] = loadRules(made(title), SOURCES).rules;

      expect(rule?.title).toBe(title);
      expect(rule && runTests(rule, SOURCES).map(({ passed }) => passed)).toEqual([true, true]);
    });
  },
);

test('rules of different titles or authors have different ids', () => {
  const ids = [made('a'), made('b'), made('a', 'Bob')].map((files) => loadRules(files, SOURCES).rules[0]?.id);

  expect(new Set(ids).size).toBe(3);
});

test.each([
  ['Trail stopped, again', 'trail-stopped-again.yml'],
  ['../../etc/passwd', 'etc-passwd.yml'],
  ['雲', 'rule.yml'],
])('the file for %s is %s', (title, name) => {
  expect(ruleFileName(title)).toBe(name);
});
