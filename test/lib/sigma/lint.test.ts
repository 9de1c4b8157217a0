import { lintRule } from '../../../lib/sigma/lint';
import { formatProblem } from '../../../lib/sigma/problem';
import { ruleOf, STUB } from './support';

const lint = (detection: string, logsource = {}) =>
  lintRule({ ...ruleOf(detection), logsource: { product: 'example', ...logsource } }, [STUB]).map(
    formatProblem,
  );

test('a rule whose fields the source has passes', () => {
  expect(lint('s:\n    name: x\ncondition: s')).toEqual([]);
});

test('fields the source can never supply are named, once each, references too', () => {
  expect(lint('s:\n    ghost: x\n    name|fieldref: ghost2\nt:\n    ghost: y\ncondition: s or t')).toEqual([
    'example.yml:10: warning: stub has no field "ghost", so it never matches; it has name, ip, count, …',
    'example.yml:8: warning: stub has no field "ghost2", so it never matches; it has name, ip, count, …',
  ]);
});

test('a rule for logs nobody collects is reported', () => {
  expect(lint('s:\n    name: x\ncondition: s', { service: 'other' })).toEqual([
    'example.yml:1: warning: no source has logs of product: example, service: other: the rule is never tried',
  ]);
});
