import { matchesLogsource } from '../../../lib/sigma/logsource';

const NGINX = [{ product: 'nginx', category: 'webserver' }, { product: 'Web' }];

test.each([
  [{ category: 'webserver' }, true],
  [{ category: 'webserver', product: 'nginx' }, true],
  [{ category: 'webserver', product: 'web' }, false],
  [{ product: 'web' }, true],
  [{ product: 'nginx', service: 'error' }, false],
  [{ category: 'proxy' }, false],
])('a rule for %j: %s', (rule, expected) => {
  expect(matchesLogsource(rule, NGINX)).toBe(expected);
});
