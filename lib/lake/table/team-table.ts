import type { ResolvedTeam } from '../../config/resolved';
import { TABLE_NAME } from './duckdb-view';
import { EVENT_CATEGORIES } from './partition';

type Team = Pick<ResolvedTeam, 'name' | 'categories'>;

/** What a team asks: the table, or the view of the categories that are all it may read. */
export function tableOf(team: Team): string {
  return isRestricted(team) ? `${TABLE_NAME}_of_${team.name.replaceAll('-', '_')}` : TABLE_NAME;
}

/** Whether there are event categories that a team may not read. */
export function isRestricted({ categories }: Team): boolean {
  return categories.length < EVENT_CATEGORIES.length;
}
