import { crc32, tableCrc32 } from '../../../../lib/intake/decode/crc32';

test('the table gives the published value, and the same as Node, however the bytes come', () => {
  const check = Buffer.from('123456789');

  expect(tableCrc32(check)).toBe(0xcbf43926);
  expect(crc32(check)).toBe(0xcbf43926);
  expect(tableCrc32(check.subarray(4), tableCrc32(check.subarray(0, 4)))).toBe(0xcbf43926);
});
