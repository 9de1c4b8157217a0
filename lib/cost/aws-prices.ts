/**
 * What AWS asks, USD, us-east-1, on demand, as published in November 2026. Prices change and differ by region: figures
 * made from them are for comparing plans, never a bill. Source: the services' pricing pages.
 */
export const AWS_PRICES = {
  asOf: '2026-11',
  region: 'us-east-1',
  s3: {
    /** GB-months. */
    standard: 0.023,
    infrequentAccess: 0.0125,
    /** Intelligent-Tiering, of what nobody read for 90 days. */
    archiveInstant: 0.004,
    glacierFlexible: 0.0036,
    deepArchive: 0.00099,
    /** One request. */
    put: 0.005 / 1_000,
    get: 0.0004 / 1_000,
    /** An object that Intelligent-Tiering looks after, a month. */
    monitoredObject: 0.0025 / 1_000,
    transitionToIntelligentTiering: 0.01 / 1_000,
    transitionToInfrequentAccess: 0.01 / 1_000,
    transitionToGlacier: 0.03 / 1_000,
    transitionToDeepArchive: 0.05 / 1_000,
  },
  /** GB-seconds on arm64, and one invocation. */
  lambda: { gbSecond: 0.0000133334, request: 0.2 / 1_000_000 },
  /** One request of up to 64 KB. */
  sqs: { request: 0.4 / 1_000_000 },
  /** One event that a service sends only when it is asked to, as S3 does. */
  eventBridge: { optInEvent: 1 / 1_000_000 },
  /** On demand: one write of up to 1 KB, one strongly consistent read of up to 4 KB, a GB-month. */
  dynamodb: { write: 0.625 / 1_000_000, read: 0.125 / 1_000_000, gbMonth: 0.25 },
  /** A shard-hour, and one unit of 25 KB put. */
  kinesis: { shardHour: 0.015, putUnit: 0.014 / 1_000_000 },
  /** A TB read. */
  athena: { tb: 5 },
  /** A vCPU and a GB of memory for an hour, of x86; arm64 is cheaper. */
  emrServerless: { vcpuHour: 0.052624, gbHour: 0.0057785 },
} as const;
