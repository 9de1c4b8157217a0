import fc from 'fast-check';
import { type Condition, parseCondition } from '../../../lib/monitors/condition';
import { metricsOf, RESOURCE_TYPE_NAMES, type ResourceType } from '../../../lib/monitors/resource-types';

const problemOf = (text: string, type: ResourceType = 'instance') => {
  const parsed = parseCondition(text, type);
  return parsed.ok ? 'none' : parsed.problem;
};

describe('parseCondition', () => {
  it.each<[string, ResourceType, Condition]>([
    ['cpu_utilization > 80%', 'instance', { metric: 'cpu_utilization', operator: '>', value: 80 }],
    ['cpu_utilization>=79.5', 'instance', { metric: 'cpu_utilization', operator: '>=', value: 79.5 }],
    ['  free_storage < 10 GiB ', 'database', { metric: 'free_storage', operator: '<', value: 10 * 2 ** 30 }],
    ['duration > 2.5 s', 'function', { metric: 'duration', operator: '>', value: 2500 }],
    ['oldest_message_age > 5m', 'queue', { metric: 'oldest_message_age', operator: '>', value: 300 }],
    ['errors > 0', 'function', { metric: 'errors', operator: '>', value: 0 }],
    ['error_rate >= 2.5%', 'kubernetes_service', { metric: 'error_rate', operator: '>=', value: 2.5 }],
    ['value < 3', 'custom_metric', { metric: 'value', operator: '<', value: 3 }],
  ])('reads %s', (text, type, expected) => {
    expect(parseCondition(text, type)).toEqual({ ok: true, value: expected });
  });

  it('says what is wrong, and what there is', () => {
    expect(problemOf('cpu_utilisation > 80%')).toMatch(
      /^"cpu_utilisation" is no metric of instance: did you mean "cpu_utilization"\? known: cpu_utilization, /,
    );
    expect(problemOf('cpu_utilization == 80%')).toBe(
      '"==" is no comparison of an alarm: use one of > >= < <=',
    );
    expect(problemOf('cpu_utilization > 80 GB')).toBe(
      '"GB" is no unit of cpu_utilization: use %, or none for percent',
    );
    expect(problemOf('errors > 3%', 'function')).toBe('"%" is no unit of errors: it is a plain number');
    expect(problemOf('high')).toBe(
      'must be a metric, a comparison and a number, such as cpu_utilization > 80%, got "high"',
    );
  });

  it('takes no number that no template can hold', () => {
    expect(problemOf(`errors > ${'9'.repeat(400)}`, 'function')).toMatch(/^9{20} … is beyond any metric/);
    expect(problemOf('free_storage < 5000 TiB', 'database')).toContain('is beyond any metric');
  });

  it('reads what it could have been written as, for every metric', () => {
    const known = RESOURCE_TYPE_NAMES.flatMap((type) =>
      Object.keys(metricsOf(type)).map((metric) => ({ type, metric })),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...known),
        fc.constantFrom('>', '>=', '<', '<=') as fc.Arbitrary<Condition['operator']>,
        fc.integer({ min: -1000, max: 1e6 }),
        ({ type, metric }, operator, value) => {
          expect(parseCondition(`${metric} ${operator} ${value}`, type)).toEqual({
            ok: true,
            value: { metric, operator, value },
          });
        },
      ),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(typeof parseCondition(text, 'instance').ok).toBe('boolean');
      }),
    );
  });
});
