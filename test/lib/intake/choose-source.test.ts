import { chooseSource } from '../../../lib/intake/choose-source';
import { type Envelope, flawedItem, recordItem, skippedItem } from '../../../lib/intake/item';
import type { Source } from '../../../lib/sources/source';

const source = (id: string, recognise: (record: unknown) => boolean) =>
  ({ id, recognise }) as unknown as Source;
const lines = source('lines', (record) => typeof record === 'string');
const any = source('any', () => true);
const flowLog = { ...source('flow', () => false), shape: 'line' } as Source;
const item = recordItem(0, 'a line', 'a line');

test('the first source that recognises the record is chosen', () => {
  expect(chooseSource(item, [source('none', () => false), lines, any])).toBe(lines);
});

test('the last chosen is asked first, and only once', () => {
  const asked = jest.fn(() => false);
  const last = source('last', asked);

  expect(chooseSource(item, [lines, any], any)).toBe(any);
  expect(chooseSource(item, [last, lines], last)).toBe(lines);
  expect(asked).toHaveBeenCalledTimes(1);
});

test('a source that claims the envelope is chosen before all that recognise the record', () => {
  const claiming = {
    ...source('claiming', () => false),
    claims: ({ logGroup }: Envelope) => logGroup === 'g',
  };
  const inGroup = (logGroup: string) => recordItem(0, 'a line', 'a line', { logGroup });

  expect(chooseSource(inGroup('g'), [lines, claiming], lines)).toBe(claiming);
  expect(chooseSource(inGroup('other'), [lines, claiming], lines)).toBe(lines);
  expect(chooseSource(item, [claiming, lines])).toBe(lines);
});

test('a line nobody recognises stays with the source of lines chosen last; a JSON record does not', () => {
  expect(chooseSource(item, [flowLog], flowLog)).toBe(flowLog);
  expect(chooseSource(recordItem(0, {}, '{}'), [flowLog], flowLog)).toBeUndefined();
});

test.each([
  ['an unknown record', recordItem(0, 7, '7')],
  ['a flawed item', flawedItem(0, 'broken', '{')],
  ['a skipped item', skippedItem(0, 'control_message', '{}')],
])('%s has none', (_, other) => {
  expect(chooseSource(other, [lines, ...(other.flaw || other.skip ? [any] : [])])).toBeUndefined();
});
