import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDirectory } from '../../../../lib/pipeline/enrich/directory';

const fixture = (name: string) => readFileSync(join(__dirname, '../../../fixtures/enrich', name), 'utf8');

function directory(text: string, name: string) {
  const parsed = parseDirectory(text, name);
  if (!parsed.ok) {
    throw new Error(parsed.problem.join('\n'));
  }
  return parsed.value;
}

describe('parseDirectory', () => {
  test('finds a user of a CSV file by name or e-mail address, in any case', () => {
    const users = directory(fixture('users.csv'), 'users.csv');

    expect(users.get('alice')).toEqual({ department: 'Finance', site: 'Tokyo' });
    expect(users.get('ALICE@company.com')).toEqual({ department: 'Finance', site: 'Tokyo' });
    expect(users.get('bob')).toEqual({ department: 'Platform, Cloud', site: 'Osaka' });
    expect(users.get('carol')).toBeUndefined();
    expect(users.get('__proto__')).toBeUndefined();
  });

  test('keeps the leading zero of an account that YAML would read as a number', () => {
    const accounts = directory(fixture('accounts.yaml'), 'accounts.yaml');

    expect(accounts.get('012345678901')).toEqual({ environment: 'production', owner: 'payments' });
    expect(accounts.get('210987654321')).toEqual({ environment: 'development', owner: 'platform, network' });
  });

  test('reads YAML by key too', () => {
    const accounts = directory(
      '# accounts\n012345678901: {environment: production}\nalice: {department: A}\n',
      'a.yml',
    );

    expect(accounts.get('012345678901')).toEqual({ environment: 'production' });
    expect(accounts.get('alice')).toEqual({ department: 'A' });
  });

  test.each([
    [
      'name,department\nalice,A',
      'u.csv',
      ['u.csv:1: has the columns name, department, none of them user, email, account'],
    ],
    ['user,a,a\nx,1,2', 'u.csv', ['u.csv:1: names a column twice or not at all']],
    [
      'user,a\nx,1,2\n,3\ny',
      'u.csv',
      ['u.csv:2: has 3 fields, the header has 2', 'u.csv:3: has no value for user', 'u.csv:4: has 1 fields'],
    ],
    ['user,a\nx,1\nX,2', 'u.csv', ['u.csv:3: gives X again (first on line 2)']],
    ['', 'u.csv', ['u.csv:1: has no rows']],
    ['user,a\n', 'u.csv', ['u.csv:1: has no rows']],
    [
      '- user: x\n  a: 1\n- a: 2\n- 5',
      'u.yaml',
      ['u.yaml:3: has no value for user', 'u.yaml:4: is no block'],
    ],
    ['alice: Finance', 'u.yaml', ['u.yaml:1: is no block']],
    ['just text', 'u.yaml', ['u.yaml:1: is neither a list nor a block']],
    ['a: [', 'u.yaml', ['u.yaml:1: is not valid YAML']],
  ])('%j as %s names every problem with its line', (text, name, expected) => {
    const parsed = parseDirectory(text, name);

    expect(parsed).toEqual({
      ok: false,
      problem: expected.map((start) => expect.stringContaining(start) as string),
    });
  });
});
