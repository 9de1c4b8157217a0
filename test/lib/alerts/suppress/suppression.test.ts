import { parseSuppressions } from '../../../../lib/alerts/suppress/parse';
import { isExpired, type Suppression, suppressionOf } from '../../../../lib/alerts/suppress/suppression';
import { formatProblem } from '../../../../lib/config/problem';
import { findingOf, HOUR } from '../support';

const FINDING = findingOf({ uid: 'f1', user: 'deploy-bot' });
const NOW = HOUR * 1000;

function yaml(match: string, expires = '2024-08-12'): string {
  return `suppressions:\n  - id: one\n    reason: moving the trail\n    owner: platform team\n    expires: ${expires}\n    match: ${match}\n`;
}

function parsed(text: string): readonly Suppression[] {
  const result = parseSuppressions(text, 's.yaml');
  if (!result.ok) {
    throw new Error(result.problem.map(formatProblem).join('\n'));
  }
  return result.value;
}

function problems(text: string): string[] {
  const result = parseSuppressions(text, 's.yaml');
  return result.ok ? [] : result.problem.map(formatProblem);
}

test.each<[string, string, boolean]>([
  ['the rule by id', '{rule: rule-1}', true],
  ['the rule by title, whatever its case', '{rule: title OF rule-1}', true],
  ['another rule', '{rule: rule-2}', false],
  ['the source', '{source: aws-cloudtrail}', true],
  ['any account of a list', '{account: ["999999999999", "111111111111"]}', true],
  ['an account by name', '{account: shop}', true],
  ['a user with a wildcard', '{user: deploy-*}', true],
  ['a question mark is one character', '{user: deploy?bo?}', true],
  ['a wildcard is over the whole text', '{user: deploy}', false],
  ['an address', '{address: 203.0.113.9}', true],
  ['an operation', '{operation: stoplogging}', true],
  ['all that are named', '{rule: rule-1, user: deploy-bot, region: ap-*}', true],
  ['all but one that are named', '{rule: rule-1, user: alice}', false],
  ['what the finding has not', '{resource: "*"}, rule: x', false],
])('matches as Sigma’s equality does: %s', (_, match, expected) => {
  const text = yaml(match.replace(/}, rule: x$/, ', rule: x}'));

  expect(suppressionOf(FINDING, parsed(text), NOW) !== undefined).toBe(expected);
});

test.each<[string, string, number, number, boolean]>([
  ['on its last day', '2024-08-12', HOUR, HOUR, true],
  ['the day after, for a finding of the day after', '2024-08-11', HOUR, HOUR, false],
  ['the day after, for an older finding', '2024-08-11', HOUR - 86_400_000, HOUR, false],
  [
    'before its end, for a finding that claims to be of after it',
    '2024-08-12',
    HOUR + 86_400_000,
    HOUR,
    false,
  ],
  ['up to a moment', '2024-08-12T10:00:01Z', HOUR, HOUR, true],
  ['from that moment on', '2024-08-12T10:00:00Z', HOUR - 1, HOUR, false],
])('applies until it expires: %s', (_, expires, time, now, expected) => {
  const [suppression] = parsed(yaml('{rule: rule-1}', expires));
  const finding = findingOf({ uid: 'f1', time });

  const found = suppression && suppressionOf(finding, [suppression], now * 1000);

  expect(found !== undefined).toBe(expected);
  expect(suppression && isExpired(suppression, now * 1000)).toBe(!expected && time <= now);
});

test('everything wrong is told at once, with its line', () => {
  const text = [
    'suppressions:',
    '  - id: one',
    '    reason: " "',
    '    owner: soc',
    '    match: {rule: x, usr: y}',
  ].join('\n');

  expect(problems(text)).toEqual([
    's.yaml:2: suppressions[0].expires is required: the last day it applies (UTC), such as 2027-03-31',
    's.yaml:3: suppressions[0].reason must be why these findings need no one: what people read in a year, got " "',
    's.yaml:5: suppressions[0].match.usr is not a known key: did you mean "user"?',
  ]);
});

test.each([
  ['a day that is none', yaml('{rule: x}', '2024-02-31'), 'must be a day of the calendar'],
  ['no matcher', yaml('{}'), 'would suppress everything'],
  ['wildcards alone', yaml('{rule: "*", user: ["*", "?*"]}'), 'would suppress everything'],
  [
    'an id twice',
    `${yaml('{rule: x}')}${yaml('{rule: y}').slice('suppressions:\n'.length)}`,
    'repeats "one"',
  ],
  ['no list', 'suppressions: {}', 'must be a list'],
])('%s is refused', (_, text, message) => {
  expect(problems(text)).toEqual([expect.stringContaining(message)]);
});
