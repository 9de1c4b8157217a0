import { COLUMNS } from '../../../../lib/lake/table/columns';
import { glueTable } from '../../../../lib/lake/table/glue';
import { EVENT_CATEGORIES, epochHour, partitionPrefix } from '../../../../lib/lake/table/partition';

const table = glueTable('acme-lake');

/** The folders that Athena works out of the table's parameters for values of the partition columns. */
function projected(values: Readonly<Record<string, number | string>>): string {
  const { parameters } = table;
  return (parameters['storage.location.template'] ?? '').replace(/\$\{(\w+)\}/g, (_, name: string) =>
    String(values[name]).padStart(Number(parameters[`projection.${name}.digits`] ?? 0), '0'),
  );
}

describe('the Glue table', () => {
  it.each(EVENT_CATEGORIES)('projects the folders that the lake writes: %s', (event_category) => {
    const hour = epochHour(Date.UTC(2024, 7, 5, 9) * 1000);

    const folder = projected({ year: 2024, month: 8, day: 5, hour: 9, event_category });

    expect(folder).toBe(`s3://acme-lake/${partitionPrefix(hour, event_category)}`);
  });

  it('projects every hour of a day and every category', () => {
    expect(table.parameters).toMatchObject({
      'projection.enabled': 'true',
      'projection.month.range': '1,12',
      'projection.day.range': '1,31',
      'projection.hour.range': '0,23',
      'projection.event_category.values': 'auth,network,application,finding,system',
    });
  });

  it('has the columns of the lake, and the partition columns apart', () => {
    expect(table.columns.map(({ name }) => name)).toEqual(COLUMNS.map(({ name }) => name));
    expect(table.partitionKeys.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'year int',
      'month int',
      'day int',
      'hour int',
      'event_category string',
    ]);
  });

  it('names types as Hive does', () => {
    const types = new Map(table.columns.map(({ name, type }) => [name, type]));

    expect(types.get('timestamp')).toBe('bigint');
    expect(types.get('event_time')).toBe('timestamp');
    expect(types.get('src_port')).toBe('int');
    expect(types.get('clock_skew')).toBe('boolean');
    expect(types.get('event')).toBe('string');
  });
});
