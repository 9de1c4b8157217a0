import { loadRules } from '../../../lib/detections/load';
import { withoutTests } from '../../../lib/detections/without-tests';
import { SOURCES } from '../../../lib/sources';
import { ruleFilesIn, STARTER } from './rule-files';

const cut = (text: string) => withoutTests({ path: 'a.yml', text }).text;

test.each([
  ['tests at the end', 'title: x\ntests:\n  - name: a\n\n# why\n  - name: b\n', 'title: x\n'],
  ['tests whose items are not indented', 'title: x\ntests:\n- name: a\n  event: {}\n', 'title: x\n'],
  [
    'tests of more than one document, the next of which keeps its line',
    'title: x\ntests:\n  - name: a\n---\ntitle: y\ntests:\n  - name: b\n',
    'title: x\n\n\n---\ntitle: y\n',
  ],
  ['no tests', 'title: x\n', 'title: x\n'],
])('%s', (_case, text, expected) => {
  expect(cut(text)).toBe(expected);
});

test.each([
  ['before another key', 'title: x\ntests:\n  - name: a\nlevel: low\n'],
  ['on one line', 'title: x\ntests: []\n'],
  ['within something else', 'title: x\nalert:\n  tests:\n    - a\n'],
])('tests %s stay', (_case, text) => {
  expect(cut(text)).toBe(text);
});

test('the starter detections are the same rules without their tests', () => {
  const files = ruleFilesIn(STARTER);
  const strip = (loaded: ReturnType<typeof loadRules>) =>
    [...loaded.rules, ...loaded.correlations].map((rule) => JSON.stringify({ ...rule, tests: [] }));

  expect(files.map(withoutTests).every((file) => !/^tests:/m.test(file.text))).toBe(true);
  expect(strip(loadRules(files.map(withoutTests), SOURCES))).toEqual(strip(loadRules(files, SOURCES)));
});
