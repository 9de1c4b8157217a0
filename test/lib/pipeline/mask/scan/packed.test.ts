import { scan } from '../../../../../lib/pipeline/mask/scan/scan';
import { marked } from './found';

/** More than the groups of digits that are read at a time. */
const MANY = 700;

describe('a line packed with one thing', () => {
  test.each([
    ['4111-1111-1111-1111, ', '<card>, '],
    ['4111 1111 1111 1111 ', '<card> '],
    ['378282246310005 ', '<card> '],
    ['090-1234-5678 ', '<phone> '],
    ['(415) 555-0132 ', '<phone> '],
    ['+81 90-1234-5678 ', '<phone> '],
    ['123-45-6789 ', '<ssn> '],
    ['1234-5678-9018, ', '<my_number>, '],
    ['203.0.113.9 ', '<ip> '],
    ['2001:db8::1 ', '<ip> '],
    ['jo@company.com ', '<email> '],
    ['j%40b.co ', '<email> '],
    ['password=hunter2 ', 'password=<secret> '],
    ['ssn 078 05 1120, ', 'ssn <ssn>, '],
    ['tel 0451234567, ', 'tel <phone>, '],
  ])('%s is found each time', (piece, expected) => {
    expect(marked(piece.repeat(MANY))).toBe(expected.repeat(MANY));
  });

  test.each([
    '4111 1111 1111 1112 ',
    '000-12-3456 ',
    '1234-5678-9012 ',
    '256.1.1.1 ',
    'password=true ',
    '::1 ',
    'user@localhost ',
    'version 1.2.3.4 ',
  ])('%s is never found', (piece) => {
    expect(scan(piece.repeat(MANY))).toEqual([]);
  });

  test.each(Array.from({ length: 12 }, (_, more) => 250 + more))(
    'a card behind %i numbers of one row is found, wherever the row is read on',
    (count) => {
      expect(marked(`${'12 '.repeat(count)}4111 1111 1111 1111`)).toBe(`${'12 '.repeat(count)}<card>`);
    },
  );

  test('a word says what a number is from 32 characters before it, and no farther', () => {
    expect(marked(`tel ${'x'.repeat(27)} 0451234567`)).toBe(`tel ${'x'.repeat(27)} <phone>`);
    expect(marked(`tel ${'x'.repeat(28)} 0451234567`)).toBe(`tel ${'x'.repeat(28)} 0451234567`);
  });

  test('words of another text say nothing', () => {
    scan('tel 0451234567');

    expect(scan('    0451234567')).toEqual([]);
  });

  test('a word may be divided between the key and the text', () => {
    expect(marked('number 123456789018', { key: 'my' })).toBe('number <my_number>');
    expect(marked('number 123456789018', { key: 'some' })).toBe('number 123456789018');
  });
});
