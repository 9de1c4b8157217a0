import fc from 'fast-check';
import { readCsv } from '../../../../lib/pipeline/enrich/csv';

const fields = (text: string) => readCsv(text).rows.map((row) => row.fields);

describe('readCsv', () => {
  test.each([
    [
      'plain rows',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'CR LF and no break at the end',
      'a,b\r\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a byte order mark',
      '\uFEFFa,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'quotes, commas, breaks',
      'a,b\n"x, ""y""","1\n2"\n',
      [
        ['a', 'b'],
        ['x, "y"', '1\n2'],
      ],
    ],
    [
      'empty fields',
      'a,b\n,\n',
      [
        ['a', 'b'],
        ['', ''],
      ],
    ],
    ['empty lines', 'a\n\n\nb\n', [['a'], ['b']]],
    ['nothing', '', []],
  ])('%s', (_, text, expected) => {
    expect(fields(text)).toEqual(expected);
  });

  test('knows the line a row begins on, breaks inside quotes counted', () => {
    expect(readCsv('a\r\n"x\r\ny"\r\n\r\nz').rows.map((row) => row.line)).toEqual([1, 2, 5]);
  });

  test.each([
    ['a\n"open', 2, /never closed/],
    ['a\n"x"y', 2, /"y" after a closing quote/],
  ])('%j is a problem on its line', (text, line, message) => {
    expect(readCsv(text).problems).toEqual([{ line, message: expect.stringMatching(message) as string }]);
  });

  test('reads back whatever is written with quotes', () => {
    const cell = fc
      .string({ unit: fc.constantFrom('a', '"', ',', '\n', 'é') })
      .filter((text) => text.trim() === text);
    const row = fc.array(cell, { minLength: 2, maxLength: 4 });

    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        const text = rows
          .map((cells) => cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))
          .join('\r\n');
        expect(fields(text)).toEqual(rows);
      }),
    );
  });
});
