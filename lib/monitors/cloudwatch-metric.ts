/** How the values of one resource within a period become one; the only ones that Metrics Insights has. */
export type Statistic = 'AVG' | 'COUNT' | 'MAX' | 'MIN' | 'SUM';

/** A metric as CloudWatch has it. */
export interface CloudWatchMetric {
  readonly namespace: string;
  readonly name: string;
  readonly statistic: Statistic;
  /** All that it is published with: the same values are published with other sets too, and would count twice. */
  readonly dimensions: readonly string[];
  /** Those of them that tell one resource from another. @default all */
  readonly resource?: readonly string[];
  /** How many of the condition's unit one of the metric's own is. @default 1 */
  readonly unit?: number;
}

type Details = Pick<CloudWatchMetric, 'resource' | 'unit'>;

/** Metrics of a namespace that are published with the same dimensions. */
export function published(namespace: string, ...dimensions: readonly string[]) {
  return (statistic: Statistic, name: string, details: Details = {}): CloudWatchMetric => ({
    namespace,
    name,
    statistic,
    dimensions,
    ...details,
  });
}
