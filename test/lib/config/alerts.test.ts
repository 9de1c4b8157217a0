import { loadConfig } from '../../../lib/config/load';
import { formatProblem } from '../../../lib/config/problem';
import { resolve } from '../../../lib/config/resolve';

const BASE = `version: 1
lifecycle: trial
volume: startup
aws:
  home_region: ap-northeast-1
  accounts:
    - {name: Security, id: "222222222222", role: security}
    - {name: Prod, id: "333333333333"}
`;

function resolved(alerts: string) {
  const loaded = loadConfig(BASE + alerts, 'platform.yaml');
  if (!loaded.ok) {
    throw new Error(loaded.problem.map(formatProblem).join('\n'));
  }
  return resolve(loaded.value).alerts;
}

test('without a word on alerts they go to the cloud’s own bus, in English and UTC, twenty at once', () => {
  expect(resolved('')).toEqual({
    routing: { routes: [], defaultChannels: ['native'], language: 'en', timeZone: 'UTC' },
    storm: { burst: 20, perHour: 60, digestSeconds: 900 },
    retention: { alertsDays: 400, messagesDays: 30 },
    channels: { native: { kind: 'native' } },
    secrets: 'secrets',
  });
});

test('a route names accounts by the names of the file, and is found by their ids too', () => {
  const { routing } = resolved(
    'alerts:\n  channels: {pager: {kind: native}}\n  routes:\n    - {level: high, accounts: [prod, "999999999999"], channels: [pager], on: [opened], time_zone: Asia/Tokyo}\n',
  );

  expect(routing.routes).toEqual([
    {
      level: 'high',
      accounts: ['prod', '333333333333', '999999999999'],
      channels: ['pager'],
      occasions: ['opened'],
      timeZone: 'Asia/Tokyo',
    },
  ]);
});

test.each([
  [
    'time_zone: Mars/Olympus',
    'platform.yaml:10: alerts.time_zone must be an IANA time zone such as Asia/Tokyo, got "Mars/Olympus"',
  ],
  [
    'default_channels: []',
    'platform.yaml:10: alerts.default_channels must list at least one entry, got none',
  ],
  ['routes: [{level: hihg, channels: [x]}]', 'platform.yaml:10: alerts.routes[0].level must be one of'],
  ['routes: [{level: high}]', 'platform.yaml:10: alerts.routes[0].channels is required'],
  ['storm: {burst: 0}', 'platform.yaml:10: alerts.storm.burst must be at least 1, got 0'],
])('%s is told with its line', (line, message) => {
  const loaded = loadConfig(`${BASE}alerts:\n  ${line}\n`, 'platform.yaml');

  expect(loaded.ok ? [] : loaded.problem.map(formatProblem)).toEqual([expect.stringContaining(message)]);
});
