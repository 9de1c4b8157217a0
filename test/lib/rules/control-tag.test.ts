import { parseControlTag } from '../../../lib/rules/control-tag';

test.each([
  ['cis.aws-5.0.4.13', { benchmark: 'aws-5.0', control: '4.13' }],
  ['cis.azure-6.0.6.1.2.11', { benchmark: 'azure-6.0', control: '6.1.2.11' }],
  ['cis.gcp-4.0.2.4', { benchmark: 'gcp-4.0', control: '2.4' }],
  ['cis.aws-5.0', undefined],
  ['cis.aws-5.0.4', undefined],
  ['cis.oracle-1.0.2.3', undefined],
  ['attack.t1078', undefined],
])('%s names %j', (tag, control) => {
  expect(parseControlTag(tag)).toEqual(control);
});
