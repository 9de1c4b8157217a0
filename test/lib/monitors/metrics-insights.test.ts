import fc from 'fast-check';
import { LONGEST_MINUTES, toMetricsInsights } from '../../../lib/monitors/compile/metrics-insights';
import type { Monitor } from '../../../lib/monitors/monitor';
import { metricsOf, RESOURCE_TYPE_NAMES } from '../../../lib/monitors/resource-types';
import { contributorsInAlarm, type Series } from './insights';
import { parseInsights } from './insights-query';

const TAGS = { Environment: 'production', Service: 'web-frontend', Team: 'platform' };
const WEB: Monitor = {
  id: 'web-cpu',
  resourceType: 'instance',
  tags: TAGS,
  condition: { metric: 'cpu_utilization', operator: '>', value: 80 },
  minutes: 10,
  rule: 'Any production web-frontend instance',
};

const instance = (id: string, first: number, values: readonly number[], tags = TAGS): Series => ({
  namespace: 'AWS/EC2',
  metric: 'CPUUtilization',
  dimensions: { InstanceId: id },
  tags,
  first,
  values,
});

describe('a monitor as a CloudWatch alarm', () => {
  it('asks for every resource with the tags, each a series of its own', () => {
    expect(toMetricsInsights(WEB)).toEqual({
      expression:
        'SELECT AVG(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId)' +
        " WHERE tag.Environment = 'production' AND tag.Service = 'web-frontend' AND tag.Team = 'platform'" +
        ' GROUP BY InstanceId ORDER BY AVG() DESC',
      comparison: 'GreaterThanThreshold',
      threshold: 80,
      periodSeconds: 300,
      periods: 2,
    });
  });

  it('looks at the least first where the least is the worst, and quotes keys that are no names', () => {
    const alarm = toMetricsInsights({
      ...WEB,
      resourceType: 'database',
      tags: { 'cost-center': '42' },
      condition: { metric: 'free_storage', operator: '<=', value: 1e9 },
      minutes: 1,
    });

    expect(alarm).toMatchObject({ comparison: 'LessThanOrEqualToThreshold', threshold: 1e9, periods: 1 });
    expect(alarm.expression).toBe(
      `SELECT MIN(FreeStorageSpace) FROM SCHEMA("AWS/RDS", DBInstanceIdentifier) WHERE tag."cost-center" = '42' GROUP BY DBInstanceIdentifier ORDER BY MIN() ASC`,
    );
  });

  it('asks for Kubernetes by its labels, at the level that is meant', () => {
    const alarm = toMetricsInsights({
      ...WEB,
      resourceType: 'kubernetes_pod',
      tags: { ClusterName: 'cluster-prod-tokyo', Namespace: 'payment-service' },
      condition: { metric: 'memory_utilization', operator: '>', value: 90 },
    });

    expect(alarm.expression).toBe(
      'SELECT AVG(pod_memory_utilization) FROM SCHEMA("ContainerInsights", ClusterName, Namespace, PodName, FullPodName)' +
        " WHERE ClusterName = 'cluster-prod-tokyo' AND Namespace = 'payment-service'" +
        ' GROUP BY ClusterName, Namespace, PodName, FullPodName ORDER BY AVG() DESC',
    );
  });

  it('watches the instance that replaces another, though nothing names either', () => {
    const text = JSON.stringify(toMetricsInsights(WEB));
    const recorded = [
      // Busy, then terminated; its successor is quiet at first, then busy.
      instance('i-1234567890abcdef0', 0, [85, 90, 95]),
      instance('i-0987654321fedcba0', 3, [20, 30, 88, 91, 40]),
    ];

    const inAlarm = contributorsInAlarm(toMetricsInsights(WEB), recorded, 8);

    expect(text).not.toMatch(/i-[0-9a-f]{17}/);
    expect(inAlarm).toEqual([
      [],
      ['i-1234567890abcdef0'],
      ['i-1234567890abcdef0'],
      [],
      [],
      [],
      ['i-0987654321fedcba0'],
      [],
    ]);
  });

  it('leaves alone what lacks one of the tags, and other metrics', () => {
    const recorded = [
      instance('staging', 0, [99, 99], { ...TAGS, Environment: 'staging' }),
      { ...instance('other', 0, [99, 99]), metric: 'NetworkIn' },
    ];

    expect(contributorsInAlarm(toMetricsInsights(WEB), recorded, 2)).toEqual([[], []]);
  });

  it('counts once what is published with several sets of dimensions', () => {
    const published: Series['dimensions'][] = [
      { FunctionName: 'orders' },
      { FunctionName: 'orders', Resource: 'orders:live' },
      { FunctionName: 'orders', Resource: 'orders:live', ExecutedVersion: '7' },
    ];
    const recorded = published.map((dimensions) => ({
      namespace: 'AWS/Lambda',
      metric: 'Errors',
      dimensions,
      tags: TAGS,
      first: 0,
      values: [2],
    }));
    const more = (value: number) =>
      toMetricsInsights({
        ...WEB,
        resourceType: 'function',
        condition: { metric: 'errors', operator: '>', value },
        minutes: 5,
      });

    expect(contributorsInAlarm(more(3), recorded, 1)).toEqual([[]]);
    expect(contributorsInAlarm(more(1), recorded, 1)).toEqual([['orders']]);
  });

  it('adds up the operations of a table', () => {
    const recorded = ['GetItem', 'PutItem'].map((operation) => ({
      namespace: 'AWS/DynamoDB',
      metric: 'ThrottledRequests',
      dimensions: { TableName: 'carts', Operation: operation },
      tags: TAGS,
      first: 0,
      values: [6],
    }));
    const alarm = toMetricsInsights({
      ...WEB,
      resourceType: 'table',
      condition: { metric: 'throttled_requests', operator: '>', value: 10 },
      minutes: 5,
    });

    expect(alarm.expression).toContain('SCHEMA("AWS/DynamoDB", TableName, "Operation")');
    expect(contributorsInAlarm(alarm, recorded, 1)).toEqual([['carts']]);
  });

  it.each<[string, Monitor['resourceType'], number, string, number]>([
    ['error_rate', 'function', 5, 'SELECT AVG(Errors) FROM SCHEMA("AWS/Lambda", FunctionName)', 0.05],
    ['error_rate', 'kubernetes_service', 57, 'SELECT AVG(Fault) FROM SCHEMA("ApplicationSignals", ', 0.57],
    ['memory_used', 'function', 2 ** 27, 'SELECT MAX(used_memory_max) FROM SCHEMA("LambdaInsights", ', 128],
    ['cold_starts', 'function', 20, 'SELECT COUNT(init_duration) FROM SCHEMA("LambdaInsights", ', 20],
  ])(
    'compares %s of a %s in the unit that CloudWatch has it in',
    (metric, resourceType, value, start, threshold) => {
      const alarm = toMetricsInsights({
        ...WEB,
        resourceType,
        tags: {},
        condition: { metric, operator: '>', value },
      });

      expect(alarm.expression.slice(0, start.length)).toBe(start);
      expect(alarm.threshold).toBe(threshold);
    },
  );

  it('asks for a metric of an application by the labels it is published with', () => {
    const alarm = toMetricsInsights({
      ...WEB,
      resourceType: 'custom_metric',
      custom: {
        namespace: 'Payments/App',
        name: 'queue.depth',
        statistic: 'maximum',
        dimensions: ['Namespace', 'ContainerName'],
      },
      tags: { Namespace: 'payment-service' },
      condition: { metric: 'value', operator: '>', value: 100 },
    });

    expect(alarm.expression).toBe(
      'SELECT MAX("queue.depth") FROM SCHEMA("Payments/App", Namespace, ContainerName)' +
        " WHERE Namespace = 'payment-service' GROUP BY Namespace, ContainerName ORDER BY MAX() DESC",
    );
  });

  it('writes whatever tags, types and metrics there are as a query that says the same', () => {
    const measured = RESOURCE_TYPE_NAMES.filter((type) => type !== 'custom_metric').flatMap((type) =>
      Object.keys(metricsOf(type)).map((metric) => ({ type, metric })),
    );
    const word = fc.oneof(
      fc.constantFrom(
        'Environment',
        'order',
        'Limit',
        'cost-center',
        '環境',
        "o'neil",
        'a"b',
        'a\\b',
        'x y',
        '1st',
      ),
      fc.string({ minLength: 1, unit: 'binary' }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...measured),
        fc.dictionary(word, word, { maxKeys: 12, noNullPrototype: true }),
        fc.constantFrom('>', '>=', '<', '<=') as fc.Arbitrary<Monitor['condition']['operator']>,
        fc.double({ noNaN: true, min: -1e6, max: 1e15 }),
        fc.integer({ min: 5, max: LONGEST_MINUTES }),
        ({ type, metric }, tags, operator, value, minutes) => {
          const alarm = toMetricsInsights({
            ...WEB,
            resourceType: type,
            tags,
            condition: { metric, operator, value },
            minutes,
          });
          const query = parseInsights(alarm.expression);
          const { aws, labels } = metricsOf(type)[metric] ?? {};

          expect(Object.fromEntries(query.where.map((one) => [one.key, one.value]))).toEqual(tags);
          expect(query.where.every(({ tag }) => tag === (labels === undefined))).toBe(true);
          expect([query.namespace, query.metric, query.statistic]).toEqual([
            aws?.namespace,
            aws?.name,
            aws?.statistic,
          ]);
          expect(query.schema).toEqual(expect.arrayContaining([...query.groupBy]));
          expect(query.orderBy).toEqual({
            statistic: query.statistic,
            direction: operator.startsWith('>') ? 'DESC' : 'ASC',
          });
          expect(alarm.threshold * (aws?.unit ?? 1)).toBeCloseTo(value, 6);
          expect(alarm.periods * alarm.periodSeconds).toBeGreaterThanOrEqual(minutes * 60);
          expect(alarm.periods * alarm.periodSeconds).toBeLessThanOrEqual(3 * 3600);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('has no metric for what was never checked', () => {
    expect(() =>
      toMetricsInsights({ ...WEB, condition: { metric: 'load', operator: '>', value: 1 } }),
    ).toThrow('load: no metric of instance');
  });
});

describe('the parser that these tests read queries by', () => {
  it.each([
    'SELECT AVG(a) FROM "AWS/EC2" GROUP BY a ORDER BY AVG() ASC',
    'SELECT P99(a) FROM SCHEMA("x", a) GROUP BY a ORDER BY AVG() ASC',
    'SELECT AVG(limit) FROM SCHEMA("x", a) GROUP BY a ORDER BY AVG() ASC',
    'SELECT AVG(a) FROM SCHEMA("x", a) WHERE tag.order = \'x\' GROUP BY a ORDER BY AVG() ASC',
    "SELECT AVG(a) FROM SCHEMA(\"x\", a) WHERE tag.b = 'it's' GROUP BY a ORDER BY AVG() ASC",
    'SELECT AVG(a) FROM SCHEMA("x", a) GROUP BY a ORDER BY AVG() ASC LIMIT',
  ])('refuses %s', (text) => {
    expect(() => parseInsights(text)).toThrow();
  });
});
