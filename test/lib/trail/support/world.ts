import { deliver, type MadeDigest, makeKey, type SigningKey, type TrailPlan } from './generate-trail';
import { MemoryTrailStore } from './memory-trail-store';

/** An organization's bucket: three trails in two accounts and two regions, empty hours, a stop, a change of key. */
export interface World {
  readonly store: MemoryTrailStore;
  readonly digests: readonly MadeDigest[];
  readonly keys: readonly SigningKey[];
  readonly plans: readonly TrailPlan[];
}

const KEYS = {
  east: [makeKey('e1'), makeKey('e2')],
  west: [makeKey('w1'), makeKey('w2')],
} as const;

const HOURS = [
  [3, 0, 2, 1, 2, 4, 1, 2],
  [1, 2, 2, 'stop', 'stop', 3, 1, 2],
  [2, 1, 0, 0, 2, 3, 2, 1],
] as const;

export function makeWorld(): World {
  const store = new MemoryTrailStore();
  const places = [
    { account: '111122223333', region: 'us-east-1', keys: KEYS.east },
    { account: '111122223333', region: 'eu-west-1', keys: KEYS.west },
    { account: '444455556666', region: 'us-east-1', keys: KEYS.east },
  ];
  const plans = places.map(
    ({ account, region, keys }, at): TrailPlan => ({
      account,
      region,
      organization: 'o-exampleorgid',
      hours: HOURS[at] ?? [],
      key: (hour) => (hour < 4 ? keys[0] : keys[1]),
    }),
  );
  const digests = plans.flatMap((plan) => deliver(store, plan));
  return { store, digests, keys: [...KEYS.east, ...KEYS.west], plans };
}
