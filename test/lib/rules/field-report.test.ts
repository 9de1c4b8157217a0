import { reportFields } from '../../../lib/rules/field-report';
import { STUB } from '../sigma/support';
import { ALERT, loadOne, NAME_IS_X, ruleFile } from './support';

test('fields that a source can never supply, each once, also those that only make alerts', () => {
  const text = ruleFile(
    's:\n  ghost_a: x\n  ghost_a|contains: y\n  name: z\n  ip|fieldref: ghost_b\ncondition: s',
    ALERT.replace('[name]', '[ghost_c]'),
  );

  expect(reportFields([loadOne(text)], [STUB])).toEqual([
    {
      rule: '00000000-0000-4000-8000-000000000001',
      title: 'Rule 1',
      file: 'example.yml',
      source: 'stub',
      fields: ['ghost_a', 'ghost_b', 'ghost_c'],
    },
  ]);
});

test('a rule that no source has logs for says what it looks for', () => {
  const rule = loadOne(ruleFile(NAME_IS_X).replace('product: example', 'product: other'));

  expect(reportFields([rule], [STUB])).toEqual([
    {
      rule: '00000000-0000-4000-8000-000000000001',
      title: 'Rule 1',
      file: 'example.yml',
      fields: ['name'],
    },
  ]);
});

test('a rule whose fields are all there is not mentioned', () => {
  expect(reportFields([loadOne(ruleFile(NAME_IS_X))], [STUB])).toEqual([]);
});
