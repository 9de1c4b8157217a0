import { marked } from './found';

describe('social security numbers', () => {
  test.each([
    ['123-45-6789', '<ssn>'],
    ['ssn:078-05-1120;', 'ssn:<ssn>;'],
    ['SSN 123 45 6789', 'SSN <ssn>'],
    ['social security no 123456789', 'social security no <ssn>'],
    ['itin 912-70-1234', 'itin <ssn>'],
    ['x-123-45-6789.pdf', 'x-<ssn>.pdf'],
  ])('%s', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  test.each([
    '000-12-3456',
    '666-12-3456',
    '123-00-4567',
    '123-45-0000',
    '923-45-6789',
    '404 12 1234',
    '123456789',
    '123-45-67890',
  ])('is none: %s', (text) => {
    expect(marked(text)).toBe(text);
  });
});

describe('My Number', () => {
  test.each([
    ['1234-5678-9018', '<my_number>'],
    ['1234 5678 9018', '<my_number>'],
    ['マイナンバーは123456789018です', 'マイナンバーは<my_number>です'],
    ['my_number=123456789018', 'my_number=<my_number>'],
  ])('%s', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  test.each([
    ['マイナンバー１２３４５６７８９０１８', 'マイナンバー<my_number>'],
    ['マイナンバー：１２３４５６７８９０１８', 'マイナンバー：<my_number>'],
    [
      '\\u30de\\u30a4\\u30ca\\u30f3\\u30d0\\u30fc123456789018',
      '\\u30de\\u30a4\\u30ca\\u30f3\\u30d0\\u30fc<my_number>',
    ],
  ])('%s was kept, as the word’s long vowel mark was read as a hyphen', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  test.each([
    ['an AWS account that passes the check', '123456789018'],
    ['an account as the console writes it', 'AWS account 1234-5678-9018'],
    ['an account in an ARN', 'arn:aws:iam::123456789018:root'],
    ['a wrong check digit', '1234-5678-9012'],
    ['a column of numbers', '1000 1234 5678 9018 2000'],
    ['a UUID', 'abcdef00-1234-5678-9018-000000000000'],
  ])('is none: %s', (_, text) => {
    expect(marked(text)).toBe(text);
  });
});
