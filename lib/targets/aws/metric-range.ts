import type { SignedPost } from './signed-post';

const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
const VALUES = /<(Minimum|Maximum)>([-+.0-9eE]{1,40})<\/\1>/g;

export interface MetricAsked {
  readonly namespace: string;
  readonly name: string;
  /** Handler that tells it: its dimension `service`. */
  readonly handler: string;
  /** Epoch seconds. */
  readonly from: number;
  readonly to: number;
}

/**
 * Lowest and highest value of a metric of the platform over a time; undefined where none was told.
 * Throws where CloudWatch does not answer. Source: Amazon CloudWatch API, GetMetricStatistics.
 */
export async function metricRange(
  post: SignedPost,
  { namespace, name, handler, from, to }: MetricAsked,
): Promise<{ readonly low: number; readonly high: number } | undefined> {
  const form = new URLSearchParams({
    Action: 'GetMetricStatistics',
    Version: '2010-08-01',
    Namespace: namespace,
    MetricName: name,
    'Dimensions.member.1.Name': 'service',
    'Dimensions.member.1.Value': handler,
    StartTime: iso(from),
    EndTime: iso(to),
    Period: '60',
    'Statistics.member.1': 'Minimum',
    'Statistics.member.2': 'Maximum',
  });
  const { status, body } = await post(FORM, form.toString());
  if (status !== 200) {
    const code = /<Code>(\w+)<\/Code>/.exec(body)?.[1] ?? 'no code';
    throw new Error(`CloudWatch answered ${status} (${code}) to GetMetricStatistics`);
  }
  const values = [...body.matchAll(VALUES)].map(([, , value]) => Number(value));
  return values.length === 0 ? undefined : { low: Math.min(...values), high: Math.max(...values) };
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
