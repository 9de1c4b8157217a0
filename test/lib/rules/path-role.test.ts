import { roleAt } from '../../../lib/rules/path-role';

const API_ACTIVITY = 6003;

test.each([
  ['api.operation', 'text'],
  ['actor.user.name', 'name'],
  ['actor.user.uid', 'identity'],
  ['actor.user.email_addr', 'email'],
  ['src_endpoint.ip', 'ip'],
  ['src_endpoint.name', 'address'],
  ['resources.0.uid', 'text'],
  ['api.request.data.bucketName', 'json'],
  ['unmapped.anything.below', 'json'],
  ['cloud.region', 'none'],
  ['cloud.account.uid', 'id'],
  ['time', 'none'],
  ['no_such.attribute', 'none'],
])('%s is %s', (path, role) => {
  expect(roleAt(API_ACTIVITY, path)).toBe(role);
});

test('a class that OCSF does not have holds nothing', () => {
  expect(roleAt(123456, 'src_endpoint.ip')).toBe('none');
});
