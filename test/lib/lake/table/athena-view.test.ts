import { Buffer } from 'node:buffer';
import {
  categoryView,
  eventsBetween,
  RECENT_VIEWS,
  viewColumns,
  viewText,
} from '../../../../lib/lake/table/athena-view';
import { COLUMNS } from '../../../../lib/lake/table/columns';
import { PARTITION_COLUMNS } from '../../../../lib/lake/table/partition';

const NAMES = [...COLUMNS, ...PARTITION_COLUMNS].map(({ name }) => name);

describe('the views', () => {
  it.each([...RECENT_VIEWS, categoryView('security_events_net', ['network'])])(
    '$name is written as Trino writes one, for whoever asks it',
    (view) => {
      const text = viewText(view, 'acme');
      const encoded = /^\/\* Presto View: (\S+) \*\/$/.exec(text)?.[1] ?? '';
      const definition = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));

      expect(definition).toMatchObject({
        originalSql: view.sql,
        catalog: 'awsdatacatalog',
        schema: 'acme',
        runAsInvoker: true,
      });
      expect(definition.columns.map(({ name }: { name: string }) => name)).toEqual(NAMES);
      expect(definition.columns).toContainEqual({ name: 'event_time', type: 'timestamp(3)' });
    },
  );

  it('tell Glue the same columns', () => {
    expect(viewColumns().map(({ name }) => name)).toEqual(NAMES);
  });

  it('show a team its categories and no others', () => {
    const { sql } = categoryView('security_events_net', ['network', 'finding']);

    expect(sql).toMatch(/WHERE event_category IN \('network', 'finding'\)$/);
  });

  it('take the two times as parameters, each once', () => {
    expect(eventsBetween().match(/\?/g)).toHaveLength(2);
  });
});
