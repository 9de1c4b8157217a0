import fc from 'fast-check';
import { createDetector } from '../../../lib/sigma/detector';
import { evaluate } from '../../../lib/sigma/evaluate';
import { parseRuleFile } from '../../../lib/sigma/rule-file';
import { times } from '../../support/effort';
import { detectionBlock, eventFields } from './generate';
import { eventOf, ruleOf, ruleText, STUB } from './support';

test('the detector finds what the oracle finds, in the order of the rules', () => {
  const blocks = fc.array(detectionBlock, { minLength: 1, maxLength: 6 });
  const events = fc.array(eventFields, { minLength: 1, maxLength: 6 });

  fc.assert(
    fc.property(blocks, events, (sources, records) => {
      const rules = sources.map((block) => ruleOf(block));
      const detect = createDetector(rules, [STUB]);
      for (const event of records.map(eventOf)) {
        const found = detect(event, STUB).map(({ rule }) => rules.indexOf(rule));
        const expected = rules.flatMap((rule, index) => (evaluate(rule, event, STUB) ? [index] : []));
        expect(found).toEqual(expected);
      }
    }),
    { numRuns: times(500) },
  );
});

const named = (title: string, block: string) => {
  const [rule] = parseRuleFile({ path: 'r.yml', text: ruleText(block, title) }).rules;
  if (!rule) {
    throw new Error(block);
  }
  return rule;
};

test('rules of other logsources are not tried', () => {
  const rule = { ...named('Other', 's:\n    a: 1\ncondition: s'), logsource: { product: 'another' } };

  expect(createDetector([rule], [STUB])(eventOf({ a: 1 }), STUB)).toEqual([]);
});

test('a source the detector was not made for finds nothing', () => {
  const detect = createDetector([named('A', 's:\n    a: 1\ncondition: s')], [STUB]);

  expect(detect(eventOf({ a: 1 }), { ...STUB, id: 'unknown' })).toEqual([]);
});

test('keywords are looked for anew in each event, also in one changed in place', () => {
  const detect = createDetector([named('A', 'words: evil\ncondition: words')], [STUB]);
  const event = eventOf({ a: 'evil' });
  expect(detect(event, STUB)).toHaveLength(1);

  event.unmapped = { a: 'masked' };

  expect(detect(event, STUB)).toHaveLength(0);
});

test('a field with more values than are remembered is still right', () => {
  const detect = createDetector([named('A', 's:\n    a|endswith: "77"\ncondition: s')], [STUB]);

  const hits = Array.from({ length: 20_000 }, (_, i) => detect(eventOf({ a: `value ${i}` }), STUB).length);

  expect(hits.reduce((sum, hit) => sum + hit, 0)).toBe(200);
});
