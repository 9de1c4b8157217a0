import { marked } from './found';

describe('payment cards', () => {
  test.each([
    '4111 1111 1111 1111',
    '4111-1111-1111-1111',
    '4111111111111111',
    '41111111-11111111',
    '4111-111111111111',
    '5555 5555 5555 4444',
    '2223003122003222',
    '3782 822463 10005',
    '378282246310005',
    '6011 1111 1111 1117',
    '3530111333300000',
    '3056 930902 5904',
    '30569309025904',
    '6200000000000005',
    '４１１１－１１１１－１１１１－１１１１',
  ])('%s', (number) => {
    expect(marked(`paid with ${number}.`)).toBe('paid with <card>.');
    expect(marked(number)).toBe('<card>');
  });

  test.each([
    ['card 4222222222222', 'card <card>'],
    ['カード番号4111111111111111です', 'カード番号<card>です'],
    ['{"n":"4111-1111-1111-1111"}', '{"n":"<card>"}'],
    ['4111%204111%201111%201111 4111%201111%201111%201111', '4111%204111%201111%201111 <card>'],
  ])('%s', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  test.each([
    ['a number that fails Luhn', '4111 1111 1111 1112'],
    ['no issuer', '1234 5678 9012 3452'],
    ['an epoch in microseconds', '1723458600000004'],
    ['an epoch in nanoseconds', '1723458600000000000'],
    ['a Google Cloud id of 19 digits', '4519776433289104282'],
    ['13 digits without a word', '4222222222222'],
    ['a UUID', '41111111-1111-4111-1111-111111111111'],
    ['a UUID’s end', 'abcdefab-4111-1111-1111-111111111111'],
    ['hexadecimal', '4111111111111111a'],
    ['a fraction', '0.4111111111111111'],
    ['an id', 'op-a4111111111111111'],
  ])('is none: %s', (_, text) => {
    expect(marked(text)).toBe(text);
  });
});
