import { costClassOf } from '../../../lib/rules/cost-class';
import { loadOne, ruleFile } from './support';

test.each([
  ['an equality', 's:\n  name: x\ncondition: s', 'lookup'],
  ['an equality beside a pattern', 's:\n  name: x\n  ip|contains: y\ncondition: s', 'lookup'],
  ['an equality after a pattern', 's:\n  ip|contains: y\n  name: x\ncondition: s', 'lookup'],
  ['one of two equalities', 'a:\n  name: x\nb:\n  ip: y\ncondition: a or b', 'lookup'],
  ['an equality or a pattern', 'a:\n  name: x\nb:\n  ip|contains: y\ncondition: a or b', 'pattern'],
  ['a pattern', 's:\n  name|contains: x\ncondition: s', 'pattern'],
  ['a comparison', 's:\n  count|gt: 3\ncondition: s', 'pattern'],
  ['a negation', 's:\n  name: x\ncondition: not s', 'every-event'],
  ['keywords', 's:\n  - x\ncondition: s', 'every-event'],
  ['absence', 's:\n  name: null\ncondition: s', 'every-event'],
])('%s', (_case, detection, expected) => {
  expect(costClassOf(loadOne(ruleFile(detection)))).toBe(expected);
});
