import { sizesFor } from '../../../lib/config/sizes';
import { VOLUME_FIGURES } from '../../../lib/config/volume';

describe('volume tiers', () => {
  it.each([
    ['startup', 50, 100, [1, 2], [5, 10], [2, 5], [8, 17]],
    ['midsize', 1_000, 5_000, [50, 100], [500, 1_000], [200, 500], [750, 1_600]],
    ['enterprise', 10_000, 50_000, [800, 2_000], [8_000, 20_000], [3_000, 8_000], [11_800, 30_000]],
  ] as const)(
    'carry the measured figures: %s',
    (tier, employees, resources, management, network, application, total) => {
      const range = ([low, high]: readonly [number, number]) => ({ low, high });

      expect(VOLUME_FIGURES[tier]).toEqual({
        employees,
        resources,
        gbPerDay: {
          management: range(management),
          network: range(network),
          application: range(application),
          total: range(total),
        },
      });
    },
  );

  it.each(Object.entries(VOLUME_FIGURES))(
    'have totals that are the sums of their kinds: %s',
    (_, { gbPerDay }) => {
      const { management, network, application, total } = gbPerDay;

      expect(total).toEqual({
        low: management.low + network.low + application.low,
        high: management.high + network.high + application.high,
      });
    },
  );

  it.each([
    [
      'startup',
      {
        streamShards: 1,
        logShards: 1,
        batchBytes: 11_805_556,
        batchSeconds: 60,
        functionMemoryMb: 885,
        normalizeConcurrency: 2,
      },
    ],
    [
      'midsize',
      {
        streamShards: 4,
        logShards: 2,
        batchBytes: 256_000_000,
        batchSeconds: 60,
        functionMemoryMb: 1_769,
        normalizeConcurrency: 5,
      },
    ],
    [
      'enterprise',
      {
        streamShards: 70,
        logShards: 28,
        batchBytes: 256_000_000,
        batchSeconds: 60,
        functionMemoryMb: 1_769,
        normalizeConcurrency: 87,
      },
    ],
  ] as const)('size what has a size: %s', (tier, sizes) => {
    expect(sizesFor(VOLUME_FIGURES[tier])).toEqual(sizes);
  });
});
