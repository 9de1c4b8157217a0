import { type Finding, show } from '../problem';
import type { Check } from './check';

/** Every team once: its name names what it has. */
export const checkQuery: Check = ({ query }) => {
  if (!query) {
    return [];
  }
  const first = new Map<string, number>();
  return query.teams.flatMap(({ name }, index): Finding[] => {
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
