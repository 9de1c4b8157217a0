import type { MetricName } from '../telemetry';
import type { RunbookId } from './runbooks';

/** Values of one metric of one handler; a series for each value of the metric's dimension where `of` is absent. */
export interface ToldSeries {
  readonly metric: MetricName;
  /** File of functions/aws that tells it. */
  readonly handler: string;
  readonly statistic: 'Sum' | 'Maximum';
  readonly of?: string;
}

/** Values of a metric that AWS tells of the platform's resources of a kind: a series for each. */
export interface ServiceSeries {
  readonly namespace: string;
  readonly metric: string;
  /** All its dimensions. */
  readonly dimensions: readonly string[];
  readonly statistic: 'Sum' | 'Maximum';
  /** Words in the names of those that are meant, beside the platform's name. @default all */
  readonly named?: readonly string[];
}

export type PanelSeries = ToldSeries | ServiceSeries;

/** What calls people when a panel shows nothing good: alarms on its metrics with these runbooks, or why there is none. */
type Watched = { readonly runbooks: readonly RunbookId[] } | { readonly unwatched: string };

/** One graph of the platform's own health. */
export type Panel = Watched & {
  readonly title: string;
  /** What a healthy platform shows there, and what to do when it does not. */
  readonly about: string;
  readonly series: readonly PanelSeries[];
};

/** Whether a function of the platform tells it, and not AWS. */
export function isTold(series: PanelSeries): series is ToldSeries {
  return 'handler' in series;
}
