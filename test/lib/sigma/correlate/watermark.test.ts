import { createWatermark } from '../../../../lib/sigma/correlate/watermark';
import { MemoryKeyValueStore } from '../../../support/memory-key-value-store';
import { SECOND, START } from './support';

test('the watermark of several workers is that of the newest event, and never goes back', async () => {
  const store = new MemoryKeyValueStore();
  const open = () => createWatermark(store, 'w', 60 * SECOND);
  const [ahead, behind] = [open(), open()];
  await behind.read();

  await ahead.raise(START + 500 * SECOND);
  await behind.raise(START + 100 * SECOND);

  expect(await open().read()).toBe(START + 440 * SECOND);
  expect(await behind.read()).toBe(START + 440 * SECOND);
});

test('it is written at most once a second of event time', async () => {
  const store = new MemoryKeyValueStore();
  const watermark = createWatermark(store, 'w', 0);
  await watermark.raise(START);
  store.lives = 0;

  await watermark.raise(START + SECOND - 1);

  expect(await watermark.read()).toBe(START);
});

test('before the first event nothing is late', async () => {
  const watermark = createWatermark(new MemoryKeyValueStore(), 'w', 0);

  expect(await watermark.read()).toBe(Number.NEGATIVE_INFINITY);
});
