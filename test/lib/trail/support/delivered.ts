import { deliver, makeKey, type TrailPlan } from './generate-trail';
import { MemoryTrailStore } from './memory-trail-store';

export const key = makeKey('aa');
/** Made by another than AWS: one under a name of its own, one under the name of a true key. */
export const forged = makeKey('forged');
export const disguised = makeKey('aa');
export const plan = (more: Partial<TrailPlan> = {}): TrailPlan => ({
  account: '111122223333',
  region: 'us-east-1',
  hours: [2, 1, 2, 1],
  key: () => key,
  ...more,
});
export const delivered = (more: Partial<TrailPlan> = {}) => {
  const store = new MemoryTrailStore();
  return { store, digests: deliver(store, plan(more)) };
};
export const nameOf = (digest: { key: string } | undefined) => digest?.key ?? '';
