import fc from 'fast-check';
import { loadConfig } from '../../../lib/config/load';
import { resolveMonitors } from '../../../lib/config/resolve-monitors';
import { toMetricsInsights } from '../../../lib/monitors/compile/metrics-insights';
import { RESOURCE_TYPE_NAMES } from '../../../lib/monitors/resource-types';
import { parseInsights } from '../monitors/insights-query';
import { AWS, resolved } from './support';

const HEAD = 'version: 1\nlifecycle: trial\nvolume: startup\n';
/** As a tool of JSON would write it. */
const JSON_FORM = `monitors:
  - {
      "id": "web-cpu",
      "metric_filter": {
        "resource_type": "instance",
        "tags": { "Environment": "production", "Service": "web-frontend", "Team": "platform" },
        "condition": "cpu_utilization > 80%"
      },
      "alert_rule": "Any production web-frontend instance"
    }
`;
const withCondition = (condition: string, more = '') => `monitors:
  - id: web-cpu
    metric_filter:
      resource_type: instance
      tags: { Service: web }
      condition: ${condition}
    alert_rule: web
${more}`;

const problems = (monitors: string) => {
  const config = loadConfig(`${HEAD}${monitors}${AWS}`, 'platform.yaml');
  return config.ok
    ? []
    : config.problem.map(({ file, line, path, message }) => `${file}:${line} ${path}: ${message}`);
};

describe('monitors', () => {
  it('are none without any', () => {
    expect(resolved(`${HEAD}${AWS}`).monitors).toEqual([]);
  });

  it('are read as JSON, which is YAML', () => {
    expect(resolved(`${HEAD}${JSON_FORM}${AWS}`).monitors).toEqual([
      {
        id: 'web-cpu',
        resourceType: 'instance',
        tags: { Environment: 'production', Service: 'web-frontend', Team: 'platform' },
        condition: { metric: 'cpu_utilization', operator: '>', value: 80 },
        minutes: 5,
        rule: 'Any production web-frontend instance',
      },
    ]);
  });

  it('are refused with line and field', () => {
    expect(problems(withCondition('cpu_load > 80%'))).toEqual([
      expect.stringMatching(
        /^platform\.yaml:9 monitors\[0\]\.metric_filter\.condition: "cpu_load" is no metric of instance/,
      ),
    ]);
    expect(problems(withCondition('cpu_utilization > 80%').replace('instance', 'instanse'))).toEqual([
      expect.stringMatching(/^platform\.yaml:7 monitors\[0\]\.metric_filter\.resource_type: .*"instance"/),
    ]);
    expect(problems(withCondition('cpu_utilization > 80%').replace('{ Service: web }', '{}'))).toEqual([
      'platform.yaml:8 monitors[0].metric_filter.tags: must name at least one tag, got a block',
    ]);
  });

  it('take no tag that would end the text of a query', () => {
    const [found] = problems(withCondition('cpu_utilization > 80%').replace('web }', `"web' OR '" }`));

    expect(found).toContain('monitors[0].metric_filter.tags.Service');
  });

  it('of Kubernetes take its labels alone', () => {
    const pods = withCondition('cpu_utilization > 80%').replace('instance', 'kubernetes_pod');

    expect(problems(pods)).toEqual([
      'platform.yaml:8 monitors[0].metric_filter.tags.Service: is no label of cpu_utilization of kubernetes_pod; known: ClusterName, Namespace, PodName, FullPodName',
    ]);
    expect(problems(pods.replace('Service: web', 'Namespace: payments'))).toEqual([]);
  });

  it('of a Kubernetes service take the labels of the condition’s metric', () => {
    const service = (label: string, condition: string) =>
      problems(
        withCondition(condition).replace('instance', 'kubernetes_service').replace('Service: web', label),
      );

    expect(service('Environment: eks:cluster-prod-tokyo/payment-service', 'error_rate > 5%')).toEqual([]);
    expect(service('Namespace: payment-service', 'error_rate > 5%')).toEqual([
      'platform.yaml:8 monitors[0].metric_filter.tags.Namespace: is no label of error_rate of kubernetes_service; known: Environment, Service',
    ]);
    expect(service('Namespace: payment-service', 'running_pods < 2')).toEqual([]);
  });

  it('of an application’s own metric say which, and only they do', () => {
    const custom = (metric: string) =>
      withCondition('value > 100')
        .replace('instance', 'custom_metric')
        .replace('{ Service: web }', `{ Service: web }\n${metric}`);
    const METRIC = '      metric: { namespace: Payments, name: queue.depth, dimensions: [Service, Pod] }';

    expect(resolved(`${HEAD}${custom(METRIC)}${AWS}`).monitors[0]).toMatchObject({
      resourceType: 'custom_metric',
      condition: { metric: 'value', operator: '>', value: 100 },
      custom: {
        namespace: 'Payments',
        name: 'queue.depth',
        statistic: 'maximum',
        dimensions: ['Service', 'Pod'],
      },
    });
    expect(problems(custom('').replace(/\n\n/, '\n'))).toEqual([
      'platform.yaml:6 monitors[0].metric_filter.metric: is required of a custom_metric: its namespace and name',
    ]);
    expect(problems(custom(METRIC.replace('[Service, Pod]', '[Pod]')))).toEqual([
      'platform.yaml:8 monitors[0].metric_filter.tags.Service: is no label of queue.depth; known: Pod',
    ]);
    expect(
      problems(custom(METRIC).replace('custom_metric', 'instance').replace('value', 'cpu_utilization')),
    ).toEqual([
      'platform.yaml:9 monitors[0].metric_filter.metric: is for resource_type custom_metric alone, not instance',
    ]);
    expect(problems(custom(METRIC.replace('queue.depth', `"it's"`)))[0]).toContain(
      'metric_filter.metric.name',
    );
  });

  it('fit an alarm, and all together the template for every account', () => {
    const tags = Array.from({ length: 30 }, (_, index) => `tag-${index}: ${'v'.repeat(80)}`).join(', ');
    const many = Array.from({ length: 50 }, (_, index) =>
      withCondition('cpu_utilization > 90%')
        .split('\n')
        .slice(1)
        .join('\n')
        .replace('web-cpu', `web-${index}`)
        .replace('alert_rule: web', `alert_rule: ${'語'.repeat(200)}`),
    ).join('');

    expect(problems(withCondition('cpu_utilization > 90%').replace('Service: web', tags))).toEqual([
      expect.stringMatching(
        /^platform\.yaml:8 monitors\[0\]\.metric_filter\.tags: make a query of \d+ characters, above the 2048/,
      ),
    ]);
    expect(problems(`monitors:\n${many}`)).toEqual([
      expect.stringMatching(/^platform\.yaml:4 monitors: take \d+ bytes of the template for every account/),
    ]);
  });

  it('look no further back than alarms on queries do', () => {
    expect(
      problems(withCondition('cpu_utilization > 90%').replace('alert_rule', 'minutes: 181\n    alert_rule')),
    ).toEqual(['platform.yaml:10 monitors[0].minutes: must be at most 180, got 181']);
  });

  it('of any words are either refused with a line, or make a query that says the same', () => {
    const good = fc.constantFrom(
      'Environment',
      'limit',
      'aws:createdBy',
      'コスト部門',
      'a b',
      'Service',
      '1/2=3',
    );
    const odd = fc.oneof(fc.constantFrom("o'neil", 'a"b', '\\', '', ' '), fc.string({ unit: 'grapheme' }));
    const word = fc.oneof({ weight: 12, arbitrary: good }, { weight: 1, arbitrary: odd });
    fc.assert(
      fc.property(
        fc.constantFrom(...RESOURCE_TYPE_NAMES),
        fc.dictionary(word, word, { minKeys: 1, maxKeys: 5, noNullPrototype: true }),
        fc.constantFrom(
          'cpu_utilization > 80%',
          'errors>=1',
          'error_rate > 5',
          'value < -2',
          'load > 1',
          '>',
        ),
        (resource_type, tags, condition) => {
          const monitor = {
            id: 'any-one',
            metric_filter: { resource_type, tags, condition },
            alert_rule: 'any',
          };
          const text = `${HEAD}monitors: [${JSON.stringify(monitor)}]\n${AWS}`;
          const config = loadConfig(text, 'platform.yaml');

          if (!config.ok) {
            expect(config.problem.every(({ line, path }) => line > 1 && path.startsWith('monitors[0]'))).toBe(
              true,
            );
            return;
          }
          const [read] = resolveMonitors(config.value);
          const query = parseInsights(read ? toMetricsInsights(read).expression : '');
          expect(Object.fromEntries(query.where.map(({ key, value }) => [key, value]))).toEqual(tags);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are each named once', () => {
    const second = withCondition('cpu_utilization > 90%').split('\n').slice(1).join('\n');

    expect(problems(withCondition('cpu_utilization > 80%', second))).toEqual([
      'platform.yaml:11 monitors[1].id: repeats "web-cpu" of monitors[0]: name each monitor once',
    ]);
  });
});
