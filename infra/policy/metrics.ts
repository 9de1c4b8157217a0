import { type JsonValue, list, object, text } from '../../lib/json';
import { parsed, type Resource, spelled } from './template';

/** A series that an alarm or a dashboard looks at; without values, all that a search finds. */
export interface Series {
  readonly namespace: string;
  readonly metric: string;
  /** Dimensions with their values; absent values are any. */
  readonly dimensions: Readonly<Record<string, string | undefined>>;
}

/** What an alarm looks at, but for what queries of Metrics Insights find. */
export function seriesOfAlarm({ properties }: Resource): readonly Series[] {
  const asked = list(properties.Metrics).map((one) => object(object(object(one)?.MetricStat)?.Metric));
  return [properties, ...asked].flatMap((one) =>
    one?.MetricName === undefined
      ? []
      : [
          {
            namespace: spelled(one.Namespace),
            metric: spelled(one.MetricName),
            dimensions: Object.fromEntries(
              list(one.Dimensions)
                .map((value) => object(value) ?? {})
                .map(({ Name: name, Value: of }) => [spelled(name), spelled(of)]),
            ),
          },
        ],
  );
}

/** What the graphs of a dashboard look at. */
export function seriesOfDashboard({ properties }: Resource): readonly Series[] {
  const widgets = list(parsed(spelled(properties.DashboardBody))?.widgets);
  const rows = widgets.flatMap((widget) => list(object(object(widget)?.properties)?.metrics)).map(list);
  return rows.flatMap((row) => {
    const expression = text(object(row[0])?.expression);
    return expression === undefined ? seriesOfRow(row) : seriesOfSearch(expression);
  });
}

/** `[namespace, metric, dimension, value, …, rendering]`. */
function seriesOfRow(row: readonly JsonValue[]): Series[] {
  const [namespace, metric, ...pairs] = row.filter((one) => typeof one === 'string');
  const dimensions: Record<string, string> = {};
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    dimensions[pairs[i] ?? ''] = pairs[i + 1] ?? '';
  }
  return namespace === undefined || metric === undefined ? [] : [{ namespace, metric, dimensions }];
}

const SEARCH = /^SEARCH\('\{([^{}]*)\} ([^']*)'/;
const TERM = /([\w:.]+)="([^"]*)"/g;

function seriesOfSearch(expression: string): Series[] {
  const [, schema, terms] = SEARCH.exec(expression) ?? [];
  if (schema === undefined || terms === undefined) {
    return [];
  }
  const [namespace = '', ...names] = schema.split(',').map((name) => name.trim().replaceAll('"', ''));
  const { MetricName: metric = '', ...values }: Record<string, string> = Object.fromEntries(
    [...terms.matchAll(TERM)].map(([, name = '', value = '']) => [name, value]),
  );
  return [{ namespace, metric, dimensions: Object.fromEntries(names.map((name) => [name, values[name]])) }];
}
