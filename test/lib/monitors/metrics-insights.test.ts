import { toMetricsInsights } from '../../../lib/monitors/compile/metrics-insights';
import type { Monitor } from '../../../lib/monitors/monitor';
import { contributorsInAlarm, type Series } from './insights';

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
        'SELECT AVG(CPUUtilization) FROM "AWS/EC2"' +
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
      `SELECT MIN(FreeStorageSpace) FROM "AWS/RDS" WHERE tag."cost-center" = '42' GROUP BY DBInstanceIdentifier ORDER BY MIN() ASC`,
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
      'SELECT AVG(pod_memory_utilization) FROM SCHEMA("ContainerInsights", ClusterName, Namespace, PodName)' +
        " WHERE ClusterName = 'cluster-prod-tokyo' AND Namespace = 'payment-service'" +
        ' GROUP BY ClusterName, Namespace, PodName ORDER BY AVG() DESC',
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
});
