import { loadRules } from '../../../lib/detections/load';
import { coverageOf } from '../../../lib/rules/coverage';
import { navigatorLayer } from '../../../lib/rules/navigator-layer';
import { ATTACK_VERSION } from '../../../lib/sigma/tags';
import type { Source } from '../../../lib/sources/source';
import { STUB } from '../sigma/support';
import { loadOne, NAME_IS_X, ruleFile } from './support';

const tags = (...names: string[]) => `tags: [${names.join(', ')}]`;
const OTHER: Source = { ...STUB, id: 'other', logsource: [{ product: 'other' }] };

const one = loadOne(ruleFile(NAME_IS_X, tags('attack.impact', 'attack.t1485', 'attack.t1078.004'), 1));
const two = loadOne(ruleFile(NAME_IS_X, tags('attack.t1485', 'cis.aws-5.0.4.1'), 2));
const nowhere = loadOne(
  ruleFile(NAME_IS_X, tags('attack.t1110'), 3).replace('product: example', 'product: nobody'),
);

test('techniques by source, with their rules; what no source has logs for covers nothing', () => {
  const rows = coverageOf([one, two, nowhere], [OTHER, STUB]);

  expect(rows.map(({ technique, source, rules }) => [technique, source, rules.length])).toEqual([
    ['T1078.004', 'stub', 1],
    ['T1485', 'stub', 2],
  ]);
});

test('a correlation covers the logs of the rules under it, through correlations below', () => {
  const number = (id: number) => `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;
  const over = (id: number, ref: number) =>
    [
      `title: Over ${ref}`,
      `id: ${number(id)}`,
      'tags: [attack.t1110]',
      `correlation: { type: event_count, rules: [${number(ref)}], timespan: 1m, condition: { gte: 2 } }`,
    ].join('\n');
  const files = [ruleFile(NAME_IS_X, '', 1), over(8, 1), over(9, 8)].map((text, index) => ({
    path: `${index}.yml`,
    text,
  }));
  const { rules, correlations } = loadRules(files, [STUB]);

  const rows = coverageOf(rules, [OTHER, STUB], correlations);

  expect(rows.map(({ technique, source, rules: covering }) => [technique, source, covering.length])).toEqual([
    ['T1110', 'stub', 2],
  ]);
});

describe('the Navigator layer', () => {
  const layer = navigatorLayer('example', [one, two, nowhere], [STUB, OTHER]);

  test('names its format and the ATT&CK release of the tags', () => {
    expect(layer).toMatchObject({
      name: 'example',
      domain: 'enterprise-attack',
      versions: { attack: ATTACK_VERSION, layer: '4.5', navigator: expect.stringMatching(/^(?:4\.9|5)\./) },
    });
  });

  test('scores each technique by its rules, and says per source which they are', () => {
    expect(layer.techniques).toEqual([
      {
        techniqueID: 'T1078.004',
        score: 1,
        comment: 'Rule 1 (low)',
        metadata: [{ name: 'stub', value: 'Rule 1' }],
        showSubtechniques: true,
      },
      {
        techniqueID: 'T1485',
        score: 2,
        comment: 'Rule 1 (low)\nRule 2 (low)',
        metadata: [{ name: 'stub', value: 'Rule 1; Rule 2' }],
        showSubtechniques: false,
      },
    ]);
  });

  test('counts a rule of several sources once', () => {
    const twice = navigatorLayer('example', [one], [STUB, { ...STUB, id: 'second' }]);

    expect(twice.techniques[0]).toMatchObject({ score: 1, metadata: [{ name: 'second' }, { name: 'stub' }] });
  });

  test('has a gradient that spans something even without rules', () => {
    const { gradient, techniques } = navigatorLayer('empty', [], [STUB]);

    expect(techniques).toEqual([]);
    expect(gradient.maxValue).toBeGreaterThan(gradient.minValue);
  });
});
