import { duckdb } from '../../../../lib/sigma/sql/dialects/duckdb';
import { savedQuery } from '../../../../lib/sigma/sql/saved-query';
import { one } from '../both';
import { ruleOf } from '../support';
import { TYPED } from './typed';

const query = (title: string) => {
  const saved = savedQuery({ ...ruleOf(one('op|cased: StopLogging')), title }, TYPED, duckdb);
  return saved.ok ? saved.value : saved.problem;
};

it('reads as a person would write it', () => {
  expect(query('Trail stopped')).toBe(
    `-- Trail stopped (low, 00000000-0000-4000-8000-000000000001)
SELECT "event_time", "account_uid", "region", "actor_name", "source_ip", "service", "operation", "status", "resource_uid", "event_uid"
FROM "security_events"
WHERE "event_category" IN ('application')
  AND "source" = 'typed'
  AND "class_uid" <> 2004
  AND "operation" = 'StopLogging'
ORDER BY "event_time" DESC
LIMIT 1000`,
  );
});

it('keeps a title to its line', () => {
  expect(String(query('x\n; DROP TABLE y\r\u2028z')).split('\n')[0]).toBe(
    '-- x ; DROP TABLE y z (low, 00000000-0000-4000-8000-000000000001)',
  );
});
