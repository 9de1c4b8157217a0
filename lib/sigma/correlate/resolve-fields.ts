import type { Problem } from '../problem';
import type { Correlation, Member } from './correlation';
import type { Target } from './lookup';

export interface ResolvedFields {
  /** Undefined when there is an error. */
  readonly members?: readonly Member[];
  readonly problems: readonly Pick<Problem, 'level' | 'message'>[];
}

/** Puts the fields that aliases stand for into each member. Targets are those of `rules`, in their order. */
export function resolveFields(correlation: Correlation, targets: readonly Target[]): ResolvedFields {
  const problems: Pick<Problem, 'level' | 'message'>[] = [];
  const names = targets.map((target, index) => namesOf(correlation, target, index));
  reportAliases(correlation, names, problems);
  const fieldOf = (name: string, index: number): string => {
    const alias = correlation.aliases.get(name);
    const field = alias && names[index]?.map((one) => alias.get(one)).find((one) => one !== undefined);
    if (alias && field === undefined) {
      const message = `alias ${name} has no field for ${correlation.rules[index]?.text}: add it`;
      problems.push({ level: 'error', message });
    }
    return field ?? name;
  };
  const members = targets.map(({ kind, of }, index) => ({
    kind,
    id: of.id,
    groupBy: correlation.groupBy.map((name) => fieldOf(name, index)),
    fields: correlation.fields.map((name) => fieldOf(name, index)),
  }));
  return problems.some(({ level }) => level === 'error') ? { problems } : { members, problems };
}

/** What an alias may call a member: as `rules` does, its name, or its id. */
function namesOf(correlation: Correlation, { of }: Target, index: number): readonly string[] {
  return [correlation.rules[index]?.text, of.name, of.id].filter((name) => name !== undefined);
}

function reportAliases(
  { aliases, groupBy, fields }: Correlation,
  names: readonly (readonly string[])[],
  problems: Pick<Problem, 'level' | 'message'>[],
): void {
  for (const [alias, byRule] of aliases) {
    for (const rule of byRule.keys()) {
      if (!names.flat().includes(rule)) {
        const message = `alias ${alias} names ${rule}, which is not among the rules`;
        problems.push({ level: 'error', message });
      }
    }
    if (!groupBy.includes(alias) && !fields.includes(alias)) {
      problems.push({
        level: 'warning',
        message: `alias ${alias} is not used by group-by or condition.field`,
      });
    }
  }
}
