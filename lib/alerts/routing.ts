import { LEVELS, type Level } from '../sigma/rule';
import type { AlertFacets } from './alert';
import type { Language, Occasion } from './message';

/** Which alerts go where. A matcher left out fits every alert; a list fits when any entry does. */
export interface Route {
  /** This level and those above it. */
  readonly level?: Level;
  /** Ids or names. */
  readonly accounts?: readonly string[];
  readonly organizationalUnits?: readonly string[];
  readonly owners?: readonly string[];
  readonly sources?: readonly string[];
  readonly channels: readonly string[];
  readonly occasions?: readonly Occasion[];
  readonly language?: Language;
  readonly timeZone?: string;
}

export interface Routing {
  readonly routes: readonly Route[];
  /** Where alerts go that no route fits. */
  readonly defaultChannels: readonly string[];
  readonly language: Language;
  readonly timeZone: string;
}

/** One way of an alert to people. */
export interface Destination {
  readonly channel: string;
  readonly occasions: readonly Occasion[];
  readonly language: Language;
  readonly timeZone: string;
}

/** Acknowledging is for the people who see the alert already; a route that wants to be told says so. */
export const DEFAULT_OCCASIONS: readonly Occasion[] = ['opened', 'reopened', 'resolved', 'false_positive'];

/**
 * Where an alert goes: to the channels of every route that fits, each channel once, in the words of the first route
 * that names it; to the default channels when none fits. All matches, so that a team's own route takes nothing from
 * the security operations' one.
 */
export function destinationsOf(facets: AlertFacets, routing: Routing): Destination[] {
  const fitting = routing.routes.filter((route) => fits(route, facets));
  const chosen: readonly Route[] = fitting.length > 0 ? fitting : [{ channels: routing.defaultChannels }];
  const found = new Map<string, Destination>();
  for (const route of chosen) {
    const { occasions = DEFAULT_OCCASIONS, language = routing.language, timeZone = routing.timeZone } = route;
    for (const channel of route.channels) {
      found.set(channel, found.get(channel) ?? { channel, occasions, language, timeZone });
    }
  }
  return [...found.values()];
}

function fits(route: Route, facets: AlertFacets): boolean {
  return (
    (route.level === undefined || LEVELS.indexOf(facets.level) >= LEVELS.indexOf(route.level)) &&
    anyOf(route.accounts, [facets.account, facets.accountName]) &&
    anyOf(route.organizationalUnits, [facets.organizationalUnit]) &&
    anyOf(route.owners, facets.owners) &&
    anyOf(route.sources, [facets.source])
  );
}

/** Equality as Sigma has it: without regard to case. */
function anyOf(wanted: readonly string[] | undefined, values: readonly (string | undefined)[]): boolean {
  if (wanted === undefined) {
    return true;
  }
  const present = new Set(values.map((value) => value?.toLowerCase()));
  return wanted.some((one) => present.has(one.toLowerCase()));
}
