import { loadConfig } from '../../../lib/config/load';
import { AWS, resolved } from './support';

const HEAD = 'version: 1\nlifecycle: trial\nvolume: startup\n';
const problems = (teams: string) => {
  const config = loadConfig(`${HEAD}query:\n  teams: ${teams}\n${AWS}`, 'platform.yaml');
  return config.ok ? [] : config.problem.map(({ line, path, message }) => `${line} ${path}: ${message}`);
};

describe('teams that ask the lake', () => {
  it('are one without any, which reads every category up to a terabyte a query', () => {
    expect(resolved(`${HEAD}${AWS}`).query.teams).toEqual([
      {
        name: 'security',
        scanLimitBytes: 1_000_000_000_000,
        categories: ['auth', 'network', 'application', 'finding', 'system'],
      },
    ]);
  });

  it('have their categories in the order of the lake, each once', () => {
    const teams = '[{ name: net, scan_limit_gb: 5, categories: [finding, network, finding] }]';

    expect(resolved(`${HEAD}query:\n  teams: ${teams}\n${AWS}`).query.teams).toEqual([
      { name: 'net', scanLimitBytes: 5_000_000_000, categories: ['network', 'finding'] },
    ]);
  });

  it.each([
    ['twice', '[{ name: net }, { name: net }]', 'list a team once'],
    ['none', '[]', 'query.teams'],
    ['a category there is not', '[{ name: net, categories: [flows] }]', 'categories'],
    ['a limit of nothing', '[{ name: net, scan_limit_gb: 0 }]', 'scan_limit_gb'],
    ['a name too long for a permission set', '[{ name: investigators }]', '2 to 11'],
  ])('are refused: %s', (_, teams, told) => {
    const [found = ''] = problems(teams);

    expect(found).toContain(told);
  });
});
