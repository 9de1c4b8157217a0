import { createDetector } from '../../../../lib/sigma/detector';
import { evaluate } from '../../../../lib/sigma/evaluate';
import { applyFilters } from '../../../../lib/sigma/filter/apply-filters';
import { formatProblem } from '../../../../lib/sigma/problem';
import { parseRuleFile } from '../../../../lib/sigma/rule-file';
import { eventOf, STUB } from '../support';

const RULES = ['one', 'two']
  .map(
    (name, index) => `title: Rule ${name}
id: 00000000-0000-4000-8000-00000000000${index + 1}
name: ${name}
logsource: {product: example, service: stub}
detection:
    s: {action: ${name}}
    condition: s
`,
  )
  .join('---\n');

const FILTER = `title: Deployments are expected
id: 00000000-0000-4000-8000-0000000000ff
logsource: {product: example}
reason: The pipeline does this every night.
owner: platform
expiry: 2025-06-30
filter:
    rules: [one]
    selection:
        name|startswith: deploy-
    condition: not selection
`;

const TODAY = '2025-06-30';

function apply(filter: string, today = TODAY) {
  const { rules } = parseRuleFile({ path: 'rules.yml', text: RULES });
  const parsed = parseRuleFile({ path: 'f.yml', text: filter });
  const filtered = applyFilters(rules, parsed.filters, today);
  return {
    ...filtered,
    filters: parsed.filters,
    problems: [...parsed.problems, ...filtered.problems].map(formatProblem),
  };
}

/** Which of the rules match an event of the action, done by the name. */
function matching(filter: string, action: string, name: string, today = TODAY) {
  const { rules } = apply(filter, today);
  const event = eventOf({ action, name });
  const hits = createDetector(rules, [STUB])(event, STUB).map(({ rule }) => rule.name);
  expect(rules.filter((rule) => evaluate(rule, event, STUB)).map((rule) => rule.name)).toEqual(hits);
  return hits;
}

test('a filter is read with its reason, owner and expiry', () => {
  const { filters, problems, applied } = apply(FILTER);

  expect(problems).toEqual([]);
  expect(filters).toMatchObject([
    {
      title: 'Deployments are expected',
      reason: 'The pipeline does this every night.',
      owner: 'platform',
      expiry: '2025-06-30',
      rules: [{ text: 'one', line: 8 }],
    },
  ]);
  expect([...applied]).toEqual([
    ['00000000-0000-4000-8000-000000000001', ['00000000-0000-4000-8000-0000000000ff']],
  ]);
});

test('a filtered rule leaves out what the filter selects, and nothing else', () => {
  expect(matching(FILTER, 'one', 'deploy-7')).toEqual([]);
  expect(matching(FILTER, 'one', 'ann')).toEqual(['one']);
  expect(matching(FILTER, 'two', 'deploy-7')).toEqual(['two']);
});

test('a condition without not keeps only what it selects, with a warning', () => {
  const keep = FILTER.replace('not selection', 'selection');

  expect(matching(keep, 'one', 'deploy-7')).toEqual(['one']);
  expect(matching(keep, 'one', 'ann')).toEqual([]);
  expect(apply(keep).problems).toEqual([
    'f.yml:11: warning: the rules will match only where this holds; to leave hits out, write "not selection"',
  ]);
});

test.each(['rules: any', 'rules: []'])('%s filters every rule for the logsource', (rules) => {
  const any = FILTER.replace('rules: [one]', rules);
  const elsewhere = any.replace('{product: example}', '{product: other}');

  expect(matching(any, 'two', 'deploy-7')).toEqual([]);
  expect(matching(elsewhere, 'two', 'deploy-7')).toEqual(['two']);
});

test('several filters all apply; conditions may quantify over selections', () => {
  const more = `${FILTER}---\n${FILTER.replace('not selection', 'not 1 of selection*').replace('deploy-', 'backup-')}`;

  expect(matching(more, 'one', 'deploy-7')).toEqual([]);
  expect(matching(more, 'one', 'backup-7')).toEqual([]);
  expect(matching(more, 'one', 'ann')).toEqual(['one']);
});

test('a filter past its last day is out of use and says so', () => {
  expect(matching(FILTER, 'one', 'deploy-7', '2025-06-30')).toEqual([]);
  expect(matching(FILTER, 'one', 'deploy-7', '2025-07-01')).toEqual(['one']);
  expect(apply(FILTER, '2025-07-01').problems).toEqual([
    'f.yml:1: warning: filter "Deployments are expected": expired on 2025-06-30: not in use; ask platform',
  ]);
});

test.each([
  ['[one]', '[three]', '8: filter "Deployments are expected": there is no rule with id or name three'],
  [
    '{product: example}',
    '{product: other}',
    '8: warning: filter "Deployments are expected": Rule one is for other logs than the filter\'s logsource: not filtered',
  ],
  ['2025-06-30', 'soon', '6: expiry must be YYYY-MM-DD, got soon'],
  ['    rules: [one]\n', '', '8: filter.rules is missing: ids or names of rules'],
  ['    condition: not selection\n', '', '8: condition is missing: it says which detections must match'],
  [
    'not selection',
    'not other',
    '11: condition "not other": there is no detection "other"; the rule has selection',
  ],
  ['name|startswith', 'name|startwith', '10: unknown modifier "startwith"'],
  [
    'logsource: {product: example}\n',
    '',
    '1: logsource is missing: say which logs the rule is for (product, service, category)',
  ],
])('%j as %j is reported at its line', (good, bad, problem) => {
  const { problems } = apply(FILTER.replace(good, bad));

  expect(problems.map((line) => line.split('; there are')[0])).toContain(`f.yml:${problem}`);
});

test('a filter that is no map is refused', () => {
  expect(apply('title: a\nfilter: [x]\n').problems).toEqual([
    'f.yml:2: filter must be a map of rules, selection and condition',
  ]);
});

test('rules, correlations and filters may share a file', () => {
  const correlation =
    'title: Often\nid: 00000000-0000-4000-8000-0000000000cc\ncorrelation: {type: event_count, rules: [one], timespan: 1h, condition: {gte: 2}}\n';

  const found = parseRuleFile({ path: 'all.yml', text: [RULES, correlation, FILTER].join('---\n') });

  expect(found.problems).toEqual([]);
  expect([found.rules.length, found.correlations.length, found.filters.length]).toEqual([2, 1, 1]);
});
