import { didYouMean } from '../config/did-you-mean';
import { fail, ok, type Result } from '../result';
import { type MetricKind, metricsOf, type ResourceType } from './resource-types';

export type Operator = '>' | '>=' | '<' | '<=';

/** `cpu_utilization > 80%`: the value is in the metric's own unit. */
export interface Condition {
  readonly metric: string;
  readonly operator: Operator;
  readonly value: number;
}

const FORM = /^\s*([A-Za-z][A-Za-z0-9_]*)\s*(>=|<=|>|<|==|=|!=)\s*(-?\d+(?:\.\d+)?)\s*([A-Za-z%]*)\s*$/;
const OPERATORS: readonly string[] = ['>', '>=', '<', '<='];

/** More than any metric counts, and less than what templates and clouds still write exactly. */
const MOST = 1e15;

/** A unit's size in that of the metric. */
const UNITS: Readonly<Record<MetricKind, Readonly<Record<string, number>>>> = {
  percent: { '%': 1 },
  count: {},
  seconds: { ms: 0.001, s: 1, m: 60, h: 3600 },
  milliseconds: { ms: 1, s: 1000, m: 60_000 },
  bytes: {
    B: 1,
    KB: 1e3,
    MB: 1e6,
    GB: 1e9,
    TB: 1e12,
    KiB: 1024,
    MiB: 1024 ** 2,
    GiB: 1024 ** 3,
    TiB: 1024 ** 4,
  },
};

/** Reads a condition on a metric of a resource type; the problem says what is wrong with it, and what there is. */
export function parseCondition(text: string, type: ResourceType): Result<Condition> {
  const [, metric = '', operator = '', number = '', unit = ''] = FORM.exec(text) ?? [];
  if (metric === '') {
    return fail(`must be a metric, a comparison and a number, such as cpu_utilization > 80%, got "${text}"`);
  }
  const metrics = metricsOf(type);
  const found = metrics[metric];
  if (!found) {
    const names = Object.keys(metrics);
    return fail(
      `"${metric}" is no metric of ${type}${didYouMean(metric, names) || ':'} known: ${names.join(', ')}`,
    );
  }
  if (!OPERATORS.includes(operator)) {
    return fail(`"${operator}" is no comparison of an alarm: use one of ${OPERATORS.join(' ')}`);
  }
  const factor = factorOf(found.kind, unit);
  if (factor === undefined) {
    return fail(`"${unit}" is no unit of ${metric}: ${allowed(found.kind)}`);
  }
  const value = Number(number) * factor;
  return Math.abs(value) > MOST
    ? fail(`${number.slice(0, 20)} … is beyond any metric: use at most ${MOST}`)
    : ok({ metric, operator: operator as Operator, value });
}

function factorOf(kind: MetricKind, unit: string): number | undefined {
  return unit === '' ? 1 : UNITS[kind][unit];
}

function allowed(kind: MetricKind): string {
  const units = Object.keys(UNITS[kind]);
  return units.length === 0 ? 'it is a plain number' : `use ${units.join(', ')}, or none for ${kind}`;
}
