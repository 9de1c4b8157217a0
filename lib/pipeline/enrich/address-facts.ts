import { boundedCache } from '../../bounded-cache';
import { formatIp, parseIp } from '../../ip';
import { type AddressKind, isExternal, kindOf } from '../../ip-kind';
import type { AutonomousSystem, Location } from '../../ocsf/event';
import type { GeoDatabase } from './geo';
import type { GeoFacts } from './geo-record';

/** What is known of an address. Shared by all events that have it: copy before it becomes part of one. */
export interface AddressFacts {
  readonly kind: AddressKind | undefined;
  readonly location?: Readonly<Location>;
  readonly autonomousSystem?: Readonly<AutonomousSystem>;
}

const CACHED = 65_536;
const UNKNOWN: AddressFacts = { kind: undefined };

/**
 * Looks addresses up, each once: the kind, and for external ones place and network. Of several databases the first
 * that knows a fact tells it, so that a country and an ASN database add up.
 */
export function addressFacts(databases: readonly GeoDatabase[]): (ip: string) => AddressFacts {
  const cache = boundedCache<string, AddressFacts>(CACHED);
  return (ip) => {
    let facts = cache.get(ip);
    if (facts === undefined) {
      facts = factsOf(ip, databases);
      cache.set(ip, facts);
    }
    return facts;
  };
}

function factsOf(ip: string, databases: readonly GeoDatabase[]): AddressFacts {
  const address = parseIp(ip);
  if (!address) {
    return UNKNOWN;
  }
  const kind = kindOf(address);
  if (!isExternal(kind)) {
    return { kind };
  }
  const spelled = formatIp(address);
  const known = databases.map((database) => database.lookup(spelled)).filter((facts) => facts !== undefined);
  return { kind, location: locationOf(known), autonomousSystem: systemOf(known) };
}

/** OCSF's place; it writes coordinates longitude first. The finest database that knows the country tells all of it. */
function locationOf(known: readonly GeoFacts[]): Location | undefined {
  const facts = known.find(({ country }) => country !== undefined);
  if (!facts) {
    return undefined;
  }
  const { country, city, region, latitude, longitude } = facts;
  const hasPlace = latitude !== undefined && longitude !== undefined;
  return {
    country,
    ...(region === undefined ? {} : { region }),
    ...(city === undefined ? {} : { city }),
    ...(hasPlace ? { lat: latitude, long: longitude, coordinates: [longitude, latitude] } : {}),
  };
}

function systemOf(known: readonly GeoFacts[]): AutonomousSystem | undefined {
  const facts = known.find(({ asn, asName }) => asn !== undefined || asName !== undefined);
  return facts && { number: facts.asn, name: facts.asName };
}
