import { boundedCache } from '../../lib/bounded-cache';

describe('boundedCache', () => {
  test('never holds more than twice its limit', () => {
    const cache = boundedCache<number, number>(10);

    for (let n = 0; n < 1000; n += 1) {
      cache.set(n, n);
    }

    expect(cache.size).toBeLessThanOrEqual(20);
    expect(cache.get(999)).toBe(999);
    expect(cache.get(0)).toBeUndefined();
  });

  test('keeps what is used again and again', () => {
    const cache = boundedCache<string, number>(10);
    cache.set('often', 1);

    for (let n = 0; n < 1000; n += 1) {
      cache.set(`once ${n}`, n);
      cache.get('often');
    }

    expect(cache.get('often')).toBe(1);
  });
});
