import { type Finding, show } from '../problem';
import { COST_READER } from '../resolve-cost';
import type { Check } from './check';

/** Ends of names that are not a team's: infra/policy/names.ts. */
const RESERVED: ReadonlySet<string> = new Set(['break-glass', 'operator', COST_READER]);

/** Every team once: its name names what it has. */
export const checkQuery: Check = ({ query }) => {
  if (!query) {
    return [];
  }
  const first = new Map<string, number>();
  return query.teams.flatMap(({ name }, index): Finding[] => {
    if (RESERVED.has(name)) {
      return [
        {
          path: ['query', 'teams', index, 'name'],
          message: `must not be ${show(name)}: the permission set of that name lets people into another role`,
        },
      ];
    }
    const before = first.get(name);
    if (before === undefined) {
      first.set(name, index);
      return [];
    }
    return [
      {
        path: ['query', 'teams', index, 'name'],
        message: `repeats ${show(name)} of query.teams[${before}]: list a team once`,
      },
    ];
  });
};
