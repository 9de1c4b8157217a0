import { loadConfig } from '../../../lib/config/load';
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
      'platform.yaml:8 monitors[0].metric_filter.tags.Service: is no label of kubernetes_pod; known: ClusterName, Namespace, PodName',
    ]);
    expect(problems(pods.replace('Service: web', 'Namespace: payments'))).toEqual([]);
  });

  it('are each named once', () => {
    const second = withCondition('cpu_utilization > 90%').split('\n').slice(1).join('\n');

    expect(problems(withCondition('cpu_utilization > 80%', second))).toEqual([
      'platform.yaml:11 monitors[1].id: repeats "web-cpu" of monitors[0]: name each monitor once',
    ]);
  });
});
