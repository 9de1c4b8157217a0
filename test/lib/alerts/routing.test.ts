import type { AlertFacets } from '../../../lib/alerts/alert';
import { destinationsOf, type Route, type Routing } from '../../../lib/alerts/routing';

const FACETS: AlertFacets = {
  level: 'high',
  source: 'aws-cloudtrail',
  rule: 'rule-1',
  account: '333333333333',
  accountName: 'Prod',
  organizationalUnit: 'ou-ab12-3cd4ef56',
  owners: ['security-operations', 'shop team'],
};

function channels(routes: readonly Route[], change: Partial<AlertFacets> = {}): string[] {
  const routing: Routing = { routes, defaultChannels: ['native'], language: 'en', timeZone: 'UTC' };
  return destinationsOf({ ...FACETS, ...change }, routing).map(({ channel }) => channel);
}

test.each<[string, Partial<Route>, boolean]>([
  ['no matcher', {}, true],
  ['a lower level', { level: 'medium' }, true],
  ['its level', { level: 'high' }, true],
  ['a higher level', { level: 'critical' }, false],
  ['the account by id', { accounts: ['333333333333'] }, true],
  ['the account by name, in any case', { accounts: ['x', 'PROD'] }, true],
  ['another account', { accounts: ['Dev'] }, false],
  ['the organizational unit', { organizationalUnits: ['ou-ab12-3cd4ef56'] }, true],
  ['another organizational unit', { organizationalUnits: ['ou-zz12-3cd4ef56'] }, false],
  ['the owner of the rule', { owners: ['security-operations'] }, true],
  ['the owner of the account', { owners: ['shop team'] }, true],
  ['another owner', { owners: ['hr'] }, false],
  ['the source', { sources: ['aws-cloudtrail'] }, true],
  ['one matcher of two', { sources: ['aws-cloudtrail'], level: 'critical' }, false],
])('a route with %s', (_, route, expected) => {
  expect(channels([{ ...route, channels: ['here'] }])).toEqual([expected ? 'here' : 'native']);
});

test('every route that fits gets the alert, a channel once, in the words of the first that names it', () => {
  const routes: Route[] = [
    { level: 'low', channels: ['soc', 'bus'], language: 'ja', timeZone: 'Asia/Tokyo' },
    { level: 'critical', channels: ['phone'] },
    { accounts: ['Prod'], channels: ['shop', 'soc'] },
  ];

  const found = destinationsOf(FACETS, { routes, defaultChannels: [], language: 'en', timeZone: 'UTC' });

  expect(found.map(({ channel, language }) => `${channel} ${language}`)).toEqual([
    'soc ja',
    'bus ja',
    'shop en',
  ]);
});

test('a route for an account does not fit an alert of which the account is not known', () => {
  expect(
    channels([{ accounts: ['Prod'], channels: ['here'] }], { account: undefined, accountName: undefined }),
  ).toEqual(['native']);
});
