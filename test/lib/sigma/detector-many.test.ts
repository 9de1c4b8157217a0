import fc from 'fast-check';
import { createDetector } from '../../../lib/sigma/detector';
import { evaluate } from '../../../lib/sigma/evaluate';
import { times } from '../../support/effort';
import { anyBlock, anyFields } from './many-rules';
import { eventOf, ruleOf, STUB } from './support';

test('hundreds of rules at once find what each finds alone, on hostile events too', () => {
  const blocks = fc.array(anyBlock, { minLength: 200, maxLength: 200 });
  const records = fc.array(anyFields, { minLength: 15, maxLength: 15 });

  fc.assert(
    fc.property(blocks, records, (sources, fields) => {
      const rules = sources.map((block) => ruleOf(block));
      const detect = createDetector(rules, [STUB]);
      // Twice, so that remembered answers are asked for too.
      for (const event of [...fields, ...fields].map(eventOf)) {
        const found = detect(event, STUB).map(({ rule }) => rules.indexOf(rule));
        expect(found).toEqual(rules.flatMap((rule, index) => (evaluate(rule, event, STUB) ? [index] : [])));
      }
    }),
    { numRuns: times(4), endOnFailure: true },
  );
});

test('one literal serves every rule and field that looks for it', () => {
  const rules = [
    'a|contains: evil',
    'a|startswith: EVIL',
    'a|endswith: evil',
    'b|contains: evil',
    'a: evil',
  ].map((line) => ruleOf(`s:\n    ${line}\ncondition: s`));
  const detect = createDetector(rules, [STUB]);
  const hits = (a: string) => detect(eventOf({ a }), STUB).map(({ rule }) => rules.indexOf(rule));

  expect(hits('so Evil a thing')).toEqual([0]);
  expect(hits('evil thing')).toEqual([0, 1]);
  expect(hits('an evil')).toEqual([0, 2]);
  expect(hits('evil')).toEqual([0, 1, 2, 4]);
});
