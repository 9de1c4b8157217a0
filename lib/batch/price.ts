import { AWS_PRICES } from '../cost/aws-prices';

const TB = 1_000_000_000_000;
/** The least that a query is charged for. Source: Amazon Athena pricing. */
const LEAST_BYTES = 10_000_000;

/** What a query that read so much costs, USD. */
export function queryUsd(bytes: number): number {
  return (Math.max(bytes, LEAST_BYTES) / TB) * AWS_PRICES.athena.tb;
}

/** What a query for so much may read, bytes. */
export function queryBytes(usd: number): number {
  return Math.floor((usd / AWS_PRICES.athena.tb) * TB);
}
